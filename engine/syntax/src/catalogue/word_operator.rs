//! A word where an operator is meant.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/recognizer.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "word-operator",
    severity: Severity::Error,
    summary: "a word where an operator is meant",
    explanation: "Conditions are joined by `&&` ('and') and `||` ('or') and turned round by `!` or `not(x)`; numbers compare with `==`, `<` and the like. Or list the conditions under `all`, `any` and `none`.",
    wrong: Example::Keys("when: age >= 18 and age < 65"),
    right: Example::Keys("when: age >= 18 && age < 65"),
};
