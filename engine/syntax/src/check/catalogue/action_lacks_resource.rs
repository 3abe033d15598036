//! An action without what it acts on.

use crate::check::{Check, Example, Severity};

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
