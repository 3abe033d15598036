//! Markup in a summary.
//!
//! Reported while cards are compiled: engine/rule/src/plan/card/markup.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "markup-in-summary",
    severity: Severity::Warning,
    summary: "Markdown or HTML in a summary, which is plain text",
    explanation: "The summary of a card is one plain sentence (CDS Hooks 2.0.1, Card Attributes); only its detail is Markdown. The clinician sees the stars and angle brackets themselves, or an EHR drops what stands between the brackets.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'Measure HbA1c **now**'
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'Measure HbA1c now (eGFR < 60, 2 * 500 mg)'
    indicator: info
    source: { label: Clinic }
    detail: 'Measure it **now**.'
"##,
    ),
};
