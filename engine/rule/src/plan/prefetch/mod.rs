//! `prefetch`: FHIR queries with tokens, in their topological order.
//!
//! - `planned`: an entry of a plan; `topological_order`: each after those that its tokens read.
//! - `check`: what can be wrong with a query; `query_types`, `resolved`: the types that it gives, and those that its tokens read.
//!
//! Knows the hooks and FHIR's search parameters. Must never know how a query is answered, or what is done with the answer.

mod check;
pub mod planned;
mod query_types;
mod resolved;
mod topological_order;

use super::{context::RuleContext, usage::EntryUsage};
use crate::{
    frame::bundle,
    scope::{Scope, names::NameSort, queried_codes::QueriedCodes, search_guarantees::SearchGuarantees},
    value::{
        slot::Slot,
        types::{Type, Typed},
    },
};
use engine_fhir::{
    query::{Query, QueryErrorReason},
    types::{self, TypeDefinition},
};
use engine_hooks::{
    catalogue::Hook,
    prefetch::{Template, TemplateErrorReason, UnknownValueSetError},
};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{count_without_sort, query_syntax, unknown_token, unknown_value_set},
    diagnostic::Diagnostic,
    model,
    source::{Span, Text},
};
use planned::PlannedEntry;
use std::mem;

/// Types that hold nothing a rule asks for by itself: they are fetched for the references that lead to them.
const FOLLOWED: [&str; 7] = ["Device", "Location", "Medication", "Organization", "Practitioner", "PractitionerRole", "Substance"];

/// A compiled entry and the slot of its name.
#[derive(Debug)]
pub(crate) struct PrefetchEntry {
    pub(crate) planned: PlannedEntry,
    pub(crate) slot: Slot,
}

/// Compiles all entries in the order in which they can be asked, and defines their names.
pub(crate) fn compile(prefetch: &[model::Prefetch], hooks: &[Hook], context: &mut RuleContext<'_>) -> Option<Vec<PrefetchEntry>> {
    let mut templates: Vec<Option<Template>> = prefetch.iter().map(|entry| parse(entry, hooks, context)).collect();
    let order = topological_order::of(prefetch, &templates, context);
    let mut entries = Vec::new();
    for index in &order {
        let entry = &prefetch[*index];
        let typed = templates[*index].as_ref().map_or(Typed::maybe(Type::Any), |template| typed(template, entry.is_required));
        let position = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let slot = context.define(&entry.name, typed, NameSort::Entry(position));
        entries.push((*index, slot));
    }
    let mut queried_codes = Vec::new();
    for (index, slot) in &entries {
        let written = &prefetch[*index].query;
        let outline = templates[*index].as_ref().map(|template| template.outline("patient"));
        queried_codes.push(outline.as_ref().and_then(|outline| QueriedCodes::of(outline, written)));
        let guarantees = outline.and_then(|outline| SearchGuarantees::of(&outline, written));
        if let Some(count) = guarantees.as_ref().and_then(SearchGuarantees::arbitrary_count) {
            report_arbitrary_count(count, context);
        }
        context.scope.note_search_guarantees(*slot, guarantees);
    }
    context.scope.note_queried_codes(queried_codes);
    let position_of = |name: &str| order.iter().position(|index| prefetch[*index].name.as_str() == name);
    let query_of = |name: &str| templates[order[position_of(name)?]].as_ref().map(Template::query);
    let resolved_by =
        |template: &Option<Template>| template.as_ref().map_or_else(Vec::new, |template| resolved::types(template, &query_of));
    let mut resolved: Vec<_> = templates.iter().map(resolved_by).collect();
    let mut planned = |index: usize| Some(plan(&prefetch[index], templates[index].take()?, mem::take(&mut resolved[index]), &position_of));
    entries.into_iter().map(|(index, slot)| Some(PrefetchEntry { planned: planned(index)?, slot })).collect()
}

fn report_arbitrary_count(count: Span, context: &mut RuleContext<'_>) {
    let diagnostic = Diagnostic::new(&count_without_sort::CHECK, count, "the server may choose which resources it leaves out")
        .label("the first of what?")
        .help("say which come first, as in `_sort=-date`, or leave `_count` out");
    context.report(diagnostic);
}

/// What each entry is used for.
pub(crate) fn usage<'r>(prefetch: &'r [model::Prefetch], entries: &[PrefetchEntry], scope: &Scope) -> Vec<EntryUsage<'r>> {
    let is_read_by_another = |index: usize| entries.iter().any(|entry| entry.planned.depends_on.contains(&index));
    let usage = |(index, PrefetchEntry { planned, slot }): (usize, &PrefetchEntry)| {
        Some(EntryUsage {
            written: prefetch.iter().find(|entry| entry.name.as_str() == planned.name)?,
            is_used: scope.is_used(*slot),
            is_read_by_another: is_read_by_another(index),
            may_be_followed: planned.gives.iter().any(|definition| FOLLOWED.contains(&definition.name)),
            only_read_of_one: scope.only_reads_one(*slot),
        })
    };
    entries.iter().enumerate().filter_map(usage).collect()
}

fn plan(
    entry: &model::Prefetch,
    template: Template,
    resolves: Vec<&'static TypeDefinition>,
    position_of: &dyn Fn(&str) -> Option<usize>,
) -> PlannedEntry {
    PlannedEntry {
        name: entry.name.as_str().to_owned(),
        is_required: entry.is_required,
        is_advertised: entry.is_advertised,
        depends_on: template.depends_on().into_iter().filter_map(position_of).collect(),
        gives: query_types::gives(template.query()),
        is_confined_to_patient: query_types::is_confined_to_patient(template.query()),
        resolves,
        template,
    }
}

fn parse(entry: &model::Prefetch, hooks: &[Hook], context: &mut RuleContext<'_>) -> Option<Template> {
    let text = &entry.query;
    let template = match Template::parse(text.as_str()) {
        Ok(template) => template,
        Err(errors) => {
            for error in errors {
                let check =
                    if matches!(error.reason, TemplateErrorReason::Query(_)) { &query_syntax::CHECK } else { &unknown_token::CHECK };
                let diagnostic = Diagnostic::new(check, text.span_of(error.span.0..error.span.1), error.reason.to_string());
                let diagnostic = error.reason.help().into_iter().fold(diagnostic, Diagnostic::help);
                context.report(match meant_type(&error.reason) {
                    Some(meant) => diagnostic.did_you_mean(meant),
                    None => diagnostic,
                });
            }
            return None;
        }
    };
    let before = context.diagnostics.len();
    check::check(entry, &template, hooks, context);
    let template = with_codes(text, template, context)?;
    (!context.diagnostics.has_errors_since(before)).then_some(template)
}

/// The resource type that was meant by one that there isn't.
fn meant_type(reason: &TemplateErrorReason) -> Option<&'static str> {
    let TemplateErrorReason::Query(QueryErrorReason::UnknownResourceType(name)) = reason else { return None };
    closest(name, types::resources().map(|definition| definition.name))
}

fn with_codes(text: &Text, template: Template, context: &mut RuleContext<'_>) -> Option<Template> {
    let library = context.library;
    match template.with_codes(|name| library.value_sets.get(name).map(|set| set.tokens())) {
        Ok(template) => Some(template),
        Err(UnknownValueSetError { name, span }) => {
            let message = format!("no value set is named `{name}`");
            let diagnostic = Diagnostic::new(&unknown_value_set::CHECK, text.span_of(span.0..span.1), message);
            context.report(match closest(&name, library.value_sets.keys().map(String::as_str)) {
                Some(meant) => diagnostic.did_you_mean(meant),
                None => diagnostic.help(format!("add a file `valuesets/{name}.yaml`")),
            });
            None
        }
    }
}

/// What an entry's name holds in expressions: the resource of a read, the list of a search's resources.
fn typed(template: &Template, is_required: bool) -> Typed {
    let resource_type = template.query().resource_type();
    match template.query() {
        Query::Read { .. } => Typed::maybe(bundle::read_type(resource_type)),
        query => {
            let kind = bundle::search_type(resource_type, &query_types::gives(query));
            if is_required { Typed::present(kind) } else { Typed::maybe(kind) }
        }
    }
}

/// Names that `context.` offers to expressions, for the scope of a rule.
pub(crate) fn context_fields(hooks: &[Hook], scope: &mut Scope) -> Vec<(String, Slot)> {
    let mut fields: Vec<(String, Slot)> = Vec::new();
    for hook in hooks {
        for field in &hook.context {
            if fields.iter().any(|(name, _)| *name == field.name) {
                continue;
            }
            let in_all = hooks.iter().all(|hook| hook.field(&field.name).is_some_and(|field| field.is_required));
            let typed = bundle::context_field_type(field);
            let typed = if in_all { Typed::present(typed) } else { Typed::maybe(typed) };
            let slot = scope.define(&format!("context.{}", field.name), typed, NameSort::Value, None);
            fields.push((field.name.clone(), slot));
        }
    }
    fields
}
