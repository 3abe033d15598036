//! A value that does not fit its element.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/resource.rs
//! Reported while the resources of actions are compiled: engine/rule/src/plan/resource/fhir.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-element-value",
    severity: Severity::Error,
    summary: "a value that does not fit its element",
    explanation: "A text where FHIR has a number, or a number where it has a text: the EHR would refuse the resource.",
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
          - { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order, description: 7 } }
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
          - { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order, description: '7' } }
"##,
    ),
};
