//! A resource with an element that FHIR does not have.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/resource.rs
//! Reported while the resources of actions are compiled: engine/rule/src/plan/resource/fhir.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-resource-element",
    severity: Severity::Error,
    summary: "a resource with an element that FHIR does not have",
    explanation: "The EHR would refuse the resource, or drop the element without a word: the order would lack what the author meant.",
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
          - { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order, prioriti: urgent } }
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
          - { type: create, description: Order, resource: { resourceType: Task, status: requested, intent: order, priority: urgent } }
"##,
    ),
};
