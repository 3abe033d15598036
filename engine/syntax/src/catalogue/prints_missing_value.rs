//! A text prints a value that may be missing.
//!
//! Reported while templates are compiled: engine/rule/src/plan/template/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "prints-missing-value",
    severity: Severity::Error,
    summary: "a text prints a value that may be missing",
    explanation: "A clinician would read a gap where the value should stand. Show the text only where the value is there, or say what to print instead with `default(x, …)`.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'Last HbA1c {{ a1c }}'
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: "Last HbA1c {{ default(a1c, 'not known') }}"
    indicator: info
    source: { label: Clinic }
"##,
    ),
};
