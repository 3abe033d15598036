//! What can be wrong with a query that parses: its tokens, its parameters, their values, and whose data it asks for.
//!
//! Knows the query, the hooks and FHIR's search parameters. Must never know what is done with the answer.

mod binding;
mod confinement;
mod feature;
mod modifier;
mod parameter;
mod token;
mod value;
mod written;

use crate::plan::context::RuleContext;
use engine_fhir::query::Query;
use engine_hooks::{catalogue::Hook, prefetch::Template};
use engine_syntax::model;
use written::Written;

/// Reports what is wrong with an entry's query.
pub(super) fn check(entry: &model::Prefetch, template: &Template, hooks: &[Hook], context: &mut RuleContext<'_>) {
    let (text, found_before) = (&entry.query, context.diagnostics.len());
    token::check_offered(text, template, hooks, context);
    token::check_required(entry, template, hooks, context);
    confinement::check_ids(text, template, context);
    parameter::check(text, template, context);
    let Query::Search(search) = template.query() else { return };
    // A parameter that is misspelt may be the one that confines it.
    if !context.diagnostics.has_errors_since(found_before) {
        confinement::check_search(text, search, hooks, context);
    }
    for parameter in &search.parameters {
        let written = Written { text, resource_type: search.resource_type, parameter };
        modifier::check(&written, context);
        feature::check(&written, context);
        value::check(&written, context);
    }
}
