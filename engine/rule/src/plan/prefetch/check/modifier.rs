//! Modifiers: which a parameter takes depends on its kind (FHIR R4, 3.1.1.4.5).

use super::written::Written;
use crate::plan::context::RuleContext;
use engine_fhir::{
    search_parameter::{ParameterKind, SearchParameter},
    types,
};
use engine_spelling::closest;
use engine_syntax::{catalogue::unknown_modifier, diagnostic::Diagnostic};

/// Reports a modifier that the parameter doesn't take. Those of chains aren't looked at.
pub(super) fn check(written: &Written<'_>, context: &mut RuleContext<'_>) {
    let (Some(modifier), Some(definition)) = (&written.parameter.modifier, written.parameter.definition) else { return };
    if is_taken(modifier, definition) {
        return;
    }
    let taken = taken(definition);
    let message = format!("`{}` takes no modifier `:{modifier}`", definition.name);
    let diagnostic = Diagnostic::new(&unknown_modifier::CHECK, written.modifier(), message);
    let diagnostic = match closest(modifier, taken.iter().copied()) {
        Some(meant) => diagnostic.label(format!("did you mean `:{meant}`?")),
        None => diagnostic,
    };
    context.report(diagnostic.help(format!("it takes: :{}", taken.join(", :"))));
}

/// Whether the parameter takes the modifier: one of its kind's, or a type that it may point at.
pub(super) fn is_taken(modifier: &str, definition: &SearchParameter) -> bool {
    let points_anywhere = definition.targets.contains(&"Resource") && types::resource(modifier).is_some();
    points_anywhere || taken(definition).contains(&modifier)
}

fn taken(definition: &SearchParameter) -> Vec<&'static str> {
    let of_kind: &[&str] = match definition.kind {
        ParameterKind::Token => &["text", "not", "above", "below", "in", "not-in", "of-type"],
        ParameterKind::String => &["exact", "contains"],
        ParameterKind::Reference => &["identifier", "above", "below"],
        ParameterKind::Uri => &["above", "below"],
        _ => &[],
    };
    std::iter::once("missing").chain(of_kind.iter().copied()).chain(definition.targets.iter().copied()).collect()
}
