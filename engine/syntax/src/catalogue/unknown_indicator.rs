//! An indicator that CDS Hooks does not have.
//!
//! Reported while cards are compiled: engine/rule/src/plan/card/indicator.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-indicator",
    severity: Severity::Error,
    summary: "an indicator that CDS Hooks does not have",
    explanation: "EHRs sort and colour cards by their indicator: `info`, `warning` or `critical`. Any other word makes the card invalid.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: warn
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: warning
    source: { label: Clinic }
"##,
    ),
};
