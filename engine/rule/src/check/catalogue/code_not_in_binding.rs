//! A code that FHIR does not allow at its element.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "code-not-in-binding",
    severity: Severity::Error,
    summary: "a code that FHIR does not allow at its element",
    explanation: "Some elements take their codes from a list that FHIR requires. With any other code the EHR refuses the resource.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions:
      - label: Order
        actions:
          - { type: create, description: Order, resource: { resourceType: Task, status: asked, intent: order } }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions:
      - label: Order
        actions:
          - { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order } }
"##,
    ),
};
