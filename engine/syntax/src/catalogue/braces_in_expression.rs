//! `{{ }}` where an expression stands already.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "braces-in-expression",
    severity: Severity::Error,
    summary: "`{{ }}` within an expression",
    explanation: "`{{ }}` puts an expression into a text, such as a summary. Under `when` and `values` the expression stands by itself.",
    wrong: Example::Keys("when: '{{ age }} >= 18'"),
    right: Example::Keys("when: age >= 18"),
};
