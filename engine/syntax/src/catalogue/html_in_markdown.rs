//! HTML in a text that is Markdown.
//!
//! Reported while cards are compiled: engine/rule/src/plan/card/markup.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "html-in-markdown",
    severity: Severity::Warning,
    summary: "HTML in a text that is Markdown",
    explanation: "The detail of a card is GitHub-flavoured Markdown (CDS Hooks 2.0.1). EHRs leave HTML out or show its tags, so a clinician reads something else than was meant; `<unknown>` vanishes.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    detail: 'Measure it <b>now</b>.'
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    detail: 'Measure it **now**, if `<b>` is below 7 and a < b.'
"##,
    ),
};
