//! Braces of a text that are not closed or not opened.
//!
//! Reported while templates are compiled: engine/rule/src/plan/template/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "template-syntax",
    severity: Severity::Error,
    summary: "braces of a text that are not closed or not opened",
    explanation: "Without its closing braces an expression would be printed as it stands, and the clinician would read `{{ age`.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: 'Aged {{ age'
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: "Has {{ count(problems) }} problems"
    indicator: info
    source: { label: Clinic }
"##,
    ),
};
