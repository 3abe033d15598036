//! An action without what it acts on.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};
use engine_hooks::card::ActionType;

/// See the module.
pub static CHECK: Check = Check {
    name: "action-lacks-resource",
    severity: Severity::Error,
    summary: "an action without what it acts on",
    explanation: "To create or change needs the resource, to delete needs its id. An action without it does nothing when the clinician takes it.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions: [ { label: Order, actions: [ { type: create, description: Order } ] } ]
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
    let suggested = rule.cards.iter().flat_map(|card| &card.suggestions).flat_map(|suggestion| &suggestion.actions);
    for action in suggested.chain(&rule.system_actions) {
        let (member, example, is_there) = match action.kind.value {
            ActionType::Delete => ("resourceId", "resourceId: \"{{ reference(order) }}\"", action.resource_id.is_some()),
            ActionType::Create => ("resource", "resource: { resourceType: ServiceRequest, … }", action.resource.is_some()),
            ActionType::Update => ("resource", "resource: { $merge: order, … }", action.resource.is_some()),
        };
        if !is_there {
            let message = format!("a `{}` action needs `{member}`", action.kind.value.as_str());
            diagnostics.push(Diagnostic::new(&CHECK, action.kind.span, message).help(format!("add `{example}`")));
        }
    }
}
