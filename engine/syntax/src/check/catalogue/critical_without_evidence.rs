//! A critical card that shows no evidence.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "critical-without-evidence",
    severity: Severity::Warning,
    summary: "a critical card that shows no evidence",
    explanation: "A critical card interrupts. Whoever is interrupted must be able to look up why, or will soon override all of them alike. Link the guideline under `links`, or give `source` a `url`.",
    wrong: Example::Keys(
        r##"source: { label: Clinic }
cards: [ { id: a, summary: HbA1c is overdue, indicator: critical } ]
"##,
    ),
    right: Example::Keys(
        r##"source: { label: Clinic, url: 'https://clinic.example.org/hba1c' }
cards: [ { id: a, summary: HbA1c is overdue, indicator: critical } ]
"##,
    ),
};
