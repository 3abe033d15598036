//! A text without its closing quote.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unclosed-text",
    severity: Severity::Error,
    summary: "a text is never closed",
    explanation: "Without its closing quote the text swallows the rest of the expression. A quote within a text is written with a backslash.",
    wrong: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: "gender == 'female""##,
    ),
    right: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: gender == 'female'"##,
    ),
};
