//! A resource without an element that FHIR requires, or where it may be missing.
//!
//! Reported while the resources of actions are compiled: engine/rule/src/plan/resource/fhir.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "resource-lacks-element",
    severity: Severity::Error,
    summary: "a resource without an element that FHIR requires, or where it may be missing",
    explanation: "An EHR refuses a resource that lacks what FHIR requires, and the clinician’s click does nothing.",
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
          - { type: create, description: Order, resource: { resourceType: Task, status: requested } }
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
