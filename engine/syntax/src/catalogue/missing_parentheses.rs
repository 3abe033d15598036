//! A function without parentheses.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/recognizer.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "missing-parentheses",
    severity: Severity::Error,
    summary: "a function without its parentheses",
    explanation: "A function's arguments stand in parentheses behind its name.",
    wrong: Example::Keys("when: count diabetes > 0"),
    right: Example::Keys("when: count(diabetes) > 0"),
};
