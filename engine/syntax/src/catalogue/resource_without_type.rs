//! A resource that does not say which type it is, or one that FHIR does not have.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/resource.rs
//! Reported while the resources of actions are compiled: engine/rule/src/plan/resource/fhir.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "resource-without-type",
    severity: Severity::Error,
    summary: "a resource that does not say which type it is, or one that FHIR does not have",
    explanation: "Without a type of FHIR R4 nobody knows what is to be created.",
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
          - { type: create, description: Order, resource: { status: requested, intent: order } }
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
