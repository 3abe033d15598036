//! An action of a suggestion without a description.

use crate::check::{Check, Example, Severity};

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
