//! `$merge` of something that isn't a resource.
//!
//! Reported while the resources of actions are compiled: engine/rule/src/plan/resource/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "merge-not-a-resource",
    severity: Severity::Error,
    summary: "`$merge` of something that is no resource",
    explanation: "A resource that changes another starts from it, so that nothing of it is lost. `$merge` names that resource; a list has to be gone through with `for`.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions:
      - label: Change
        actions:
          - { type: update, description: Change, resource: { $merge: problems, recordedDate: '2026-01-01' } }
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
      - label: Change
        for: { problem: problems }
        actions:
          - { type: update, description: Change, resource: { $merge: problem, recordedDate: '2026-01-01' } }
"##,
    ),
};
