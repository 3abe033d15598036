//! One equals sign where two are meant.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/symbol.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "single-equals",
    severity: Severity::Error,
    summary: "`=` where `==` is meant",
    explanation: "`==` asks whether both sides are equal. A single `=` means nothing here: no value is ever changed.",
    wrong: Example::Keys("when: age = 18"),
    right: Example::Keys("when: age == 18"),
};
