//! A summary whose values have little room.
//!
//! Reported while cards are compiled: engine/rule/src/plan/card/summary.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "summary-may-be-cut",
    severity: Severity::Warning,
    summary: "a summary that leaves fewer than 20 characters for its values",
    explanation: "A summary has fewer than 140 characters (CDS Hooks 2.0.1). What is longer is cut, and the value that a clinician should read may be what falls off.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'The last HbA1c of this patient with diabetes is older than six months although two a year are advised; the last of them was {{ default(a1c, 0) }}'
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'HbA1c is overdue; the last was {{ default(a1c, 0) }}'
    indicator: info
    source: { label: Clinic }
"##,
    ),
};
