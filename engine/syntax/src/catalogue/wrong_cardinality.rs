//! A list where FHIR has one value, or one value where it has a list.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/resource.rs
//! Reported while the resources of actions are compiled: engine/rule/src/plan/resource/fhir.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-cardinality",
    severity: Severity::Error,
    summary: "a list where FHIR has one value, or one value where it has a list",
    explanation: "FHIR writes an element that repeats as a list, even of one, and any other without brackets. The EHR would refuse the resource.",
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
          - { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order, note: { text: Soon } } }
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
          - { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order, note: [ { text: Soon } ] } }
"##,
    ),
};
