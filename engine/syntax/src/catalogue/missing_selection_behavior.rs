//! Suggestions without `selectionBehavior`.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "missing-selection-behavior",
    severity: Severity::Error,
    summary: "suggestions without `selectionBehavior`",
    explanation: "An EHR must know whether one suggestion or several may be taken (CDS Hooks 2.0.1, card attributes); without it the card is invalid and may not be shown.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    suggestions: [ { label: Order } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions: [ { label: Order } ]
"##,
    ),
};

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for card in rule.cards.iter().filter(|card| card.selection_behavior.is_none()) {
        if let Some(suggestion) = card.suggestions.first() {
            let message = "a card with suggestions must say how many of them may be taken";
            let diagnostic = Diagnostic::new(&CHECK, suggestion.label.span(), message);
            diagnostics.push(diagnostic.help("add `selectionBehavior: at-most-one` or `selectionBehavior: any` to the card"));
        }
    }
}
