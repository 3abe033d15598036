//! A summary that can have 140 characters or more.
//!
//! Reported while cards are compiled: engine/rule/src/plan/card/summary.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "summary-too-long",
    severity: Severity::Error,
    summary: "a summary that can have 140 characters or more",
    explanation: "CDS Hooks 2.0.1 allows a summary fewer than 140 characters, so what a clinician reads would be cut. Texts in quotes within `{{ }}` count as the longest of them.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: The last HbA1c of this patient with diabetes is older than six months although at least two measurements a year are advised for every patient with it
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: The last HbA1c is older than six months
    indicator: info
    source: { label: Clinic }
    detail: At least two measurements a year are advised in diabetes.
"##,
    ),
};
