//! A text that begins with `{{` and has no quotes.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/syntax.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unquoted-template",
    severity: Severity::Error,
    summary: "a text begins with `{{` and has no quotes",
    explanation: "YAML reads a brace at the start of a value as a mapping, so the text is lost. Put the whole text in quotes.",
    wrong: Example::Keys(
        "cards:
  - id: overdue
    summary: {{ count(diabetes) }} diagnoses
    indicator: info
",
    ),
    right: Example::Keys(
        "cards:
  - id: overdue
    summary: '{{ count(diabetes) }} diagnoses'
    indicator: info
",
    ),
};
