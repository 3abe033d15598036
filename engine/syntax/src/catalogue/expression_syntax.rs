//! An expression that can't be read.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "expression-syntax",
    severity: Severity::Error,
    summary: "an expression can't be read",
    explanation: "A value or an operator is missing, or a parenthesis has no partner. The caret stands where reading had to stop.",
    wrong: Example::Keys("when: age >="),
    right: Example::Keys("when: age >= 18"),
};
