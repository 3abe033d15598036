//! Curly quotes, backticks and the like.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "foreign-quotes",
    severity: Severity::Error,
    summary: "a text in quotes of another kind",
    explanation: "Word processors turn straight quotes into curly ones, which no longer mark a text. A text stands in single or double straight quotes.",
    wrong: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: gender == ‘female’"##,
    ),
    right: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: gender == 'female'"##,
    ),
};
