//! A text with a block of another template language.
//!
//! Reported while templates are compiled: engine/rule/src/plan/template/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "template-block",
    severity: Severity::Error,
    summary: "a text with a block of another template language",
    explanation: "Texts here have expressions only. What shows sometimes is a paragraph with `when`; what repeats is a paragraph with `for`.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: '{% if age > 18 %}adult{% endif %}'
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: "{{ if(count(problems) > 1, 'several', 'few') }} problems"
    indicator: info
    source: { label: Clinic }
"##,
    ),
};
