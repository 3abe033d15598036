//! What can be wrong with a query that parses: a token that the hook doesn't offer, a parameter that the type doesn't have.

use crate::{
    check::catalogue::{uncoverable_query, unknown_search_parameter, unknown_token},
    compiler::Compiler,
    diagnostic::{Diagnostic, closest},
    source::Text,
};
use engine_fhir::{
    query::{ParameterName, Query},
    search_parameter,
};
use engine_hooks::{
    catalogue::Hook,
    prefetch::{Template, Token},
};

/// Search parameters that can ask for anything, so that no scope covers them (`spec/scopes.md` of the design; SMART App Launch is silent).
const UNCOVERABLE: [&str; 6] = ["_filter", "_query", "_list", "_contained", "_text", "_content"];

/// Every context token must be offered by every hook that the rule answers.
pub(super) fn check_tokens(text: &Text, template: &Template, hooks: &[Hook], compiler: &mut Compiler<'_>) {
    for (token, (start, end)) in template.tokens() {
        let Token::Context { field } = token else { continue };
        for hook in hooks {
            let offered: Vec<&str> = hook.context.iter().filter(|field| field.is_prefetch_token).map(|field| field.name.as_str()).collect();
            if offered.contains(&field.as_str()) {
                continue;
            }
            let message = match hook.field(field) {
                Some(_) => format!("`{}` has `{field}` in its context, but doesn't offer it to prefetch", hook.name),
                None => format!("`{}` has no `{field}` in its context", hook.name),
            };
            let mut diagnostic = Diagnostic::new(&unknown_token::CHECK, text.span_of(start..end), message).help(format!(
                "`{}` offers: {}",
                hook.name,
                offered.join(", ")
            ));
            if let Some(meant) = closest(field, offered.iter().copied()) {
                diagnostic = diagnostic.label(format!("did you mean `context.{meant}`?"));
            }
            compiler.report(diagnostic);
        }
    }
}

/// Every parameter must be one that the type has and that some scope can cover.
pub(super) fn check_parameters(text: &Text, template: &Template, compiler: &mut Compiler<'_>) {
    let Query::Search(search) = template.query() else { return };
    let resource_type = search.resource_type.name;
    for parameter in &search.parameters {
        let ParameterName::Plain(name) = parameter.parsed_name() else { continue };
        let start = parameter.span.0;
        let span = text.span_of(start..start + name.len());
        if UNCOVERABLE.contains(&name) {
            let message = format!("no SMART scope can cover a query with `{name}`");
            compiler.report(
                Diagnostic::new(&uncoverable_query::CHECK, span, message).help("ask with the search parameters of the resource type"),
            );
        } else if search_parameter::find(resource_type, name).is_none() {
            let mut diagnostic =
                Diagnostic::new(&unknown_search_parameter::CHECK, span, format!("{resource_type} has no search parameter `{name}`"));
            if let Some(meant) = closest(name, search_parameter::of(resource_type).map(|known| known.name)) {
                diagnostic = diagnostic.label(format!("did you mean `{meant}`?"));
            }
            compiler.report(diagnostic.help(format!(
                "the search parameters of {resource_type}: https://hl7.org/fhir/R4/{}.html#search",
                resource_type.to_lowercase()
            )));
        }
    }
}
