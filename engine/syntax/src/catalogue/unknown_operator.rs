//! A symbol of another language.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/report.rs
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/symbol.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-operator",
    severity: Severity::Error,
    summary: "a symbol that means nothing in an expression",
    explanation: "Operators are `&&` `||` `!`, `==` `!=` `<` `<=` `>` `>=`, `+` `-` `*` `/` `%` `^`. Other languages write some of them otherwise.",
    wrong: Example::Keys("when: age <> 18"),
    right: Example::Keys("when: age != 18"),
};
