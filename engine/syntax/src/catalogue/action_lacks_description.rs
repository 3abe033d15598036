//! An action of a suggestion without a description.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "action-lacks-description",
    severity: Severity::Error,
    summary: "an action of a suggestion without a description",
    explanation: "The clinician reads the description before taking the action (CDS Hooks 2.0.1: required).",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions: [ { label: Order, actions: [ { type: create, resource: { resourceType: Task, status: requested, intent: order } } ] } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions: [ { label: Order, actions: [ { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order } } ] } ]
"##,
    ),
};

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    let actions = rule.cards.iter().flat_map(|card| &card.suggestions).flat_map(|suggestion| &suggestion.actions);
    for action in actions.filter(|action| action.description.is_none()) {
        let diagnostic = Diagnostic::new(&CHECK, action.kind.span, "an action must say what it does");
        diagnostics.push(diagnostic.help("add `description:`, which the clinician reads before taking it"));
    }
}
