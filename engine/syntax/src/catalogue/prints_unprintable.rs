//! A text prints a whole resource.
//!
//! Reported while templates are compiled: engine/rule/src/plan/template/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "prints-unprintable",
    severity: Severity::Error,
    summary: "a text prints a whole resource",
    explanation: "A resource has no form that a clinician would read. Print a value read out of it.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'For {{ patient }}'
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'For a patient with {{ count(problems) }} problems'
    indicator: info
    source: { label: Clinic }
"##,
    ),
};
