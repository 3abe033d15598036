//! Parameters: each must be one that the type has and that some scope can cover (`engine_smart::need` knows).

use crate::plan::context::RuleContext;
use engine_fhir::search_parameter;
use engine_hooks::prefetch::Template;
use engine_smart::need::{self, Unprovable, UnprovableReason};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{uncoverable_query, unknown_modifier, unknown_search_parameter},
    diagnostic::Diagnostic,
    source::{Span, Text},
};

/// Reports the parts that no scope can be proved to cover.
pub(super) fn check(text: &Text, template: &Template, context: &mut RuleContext<'_>) {
    for unprovable in need::of(&template.outline("patient"), &[]).unprovable {
        context.report(diagnostic(text, &unprovable));
    }
}

fn diagnostic(text: &Text, unprovable: &Unprovable) -> Diagnostic {
    let whole = text.span_of(unprovable.span.0..unprovable.span.1);
    let uncoverable = |span, help: &str| Diagnostic::new(&uncoverable_query::CHECK, span, unprovable.to_string()).help(help);
    match &unprovable.reason {
        UnprovableReason::UnknownParameter { name, resource_types } => {
            unknown_parameter(place_of(name, text, unprovable), name, resource_types)
        }
        UnprovableReason::BadModifier(modifier) => {
            let span = place_of(modifier, text, unprovable);
            Diagnostic::new(&unknown_modifier::CHECK, span, unprovable.to_string()).help("leave the modifier out")
        }
        UnprovableReason::Opaque => uncoverable(
            place_of(&unprovable.parameter, text, unprovable),
            "no SMART scope covers it; ask with the search parameters of the resource type",
        ),
        _ => uncoverable(whole, "no SMART scope covers it, so that every request would be refused"),
    }
}

fn unknown_parameter(place: Span, name: &str, resource_types: &[&'static str]) -> Diagnostic {
    let known = || resource_types.iter().flat_map(|resource_type| search_parameter::of(resource_type)).map(|known| known.name);
    let message = match resource_types {
        [one] => format!("{one} has no search parameter `{name}`"),
        several => format!("none of {} has a search parameter `{name}`", several.join(", ")),
    };
    let diagnostic = Diagnostic::new(&unknown_search_parameter::CHECK, place, message);
    let diagnostic = match closest(name, known()) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic,
    };
    let Some(first) = resource_types.first() else { return diagnostic };
    let page = format!("https://hl7.org/fhir/R4/{}.html#search", first.to_lowercase());
    diagnostic.help(format!("the search parameters of {first}: {page}"))
}

/// Where a word of the parameter's name or modifier stands; the whole parameter, where an escape hides it.
fn place_of(word: &str, text: &Text, unprovable: &Unprovable) -> Span {
    let (start, end) = unprovable.span;
    let written = text.as_str().get(start..end).unwrap_or_default();
    let key = written.split('=').next().unwrap_or_default();
    match key.rfind(word) {
        Some(at) => text.span_of(start + at..start + at + word.len()),
        None => text.span_of(start..end),
    }
}
