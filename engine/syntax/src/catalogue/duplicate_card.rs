//! Two cards with the same id.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-card",
    severity: Severity::Error,
    summary: "two cards with the same id",
    explanation: "Tests, audit and feedback speak of a card by its id, so each card of a file needs its own.",
    wrong: Example::Keys(
        r##"cards:
  - { id: a, summary: One, indicator: info, source: { label: Clinic } }
  - { id: a, summary: Two, indicator: info, source: { label: Clinic } }"##,
    ),
    right: Example::Keys(
        r##"cards:
  - { id: a, summary: One, indicator: info, source: { label: Clinic } }
  - { id: b, summary: Two, indicator: info, source: { label: Clinic } }"##,
    ),
};

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for (index, card) in rule.cards.iter().enumerate() {
        if let Some(first) = rule.cards[..index].iter().find(|other| other.id.as_str() == card.id.as_str()) {
            let message = format!("two cards have the id `{}`", card.id.as_str());
            diagnostics.push(Diagnostic::new(&CHECK, card.id.span(), message).related(first.id.span(), "the first"));
        }
    }
}
