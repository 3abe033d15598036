//! Two comparisons that share an operand.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/parser.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "chained-comparison",
    severity: Severity::Error,
    summary: "a comparison with three sides",
    explanation: "A comparison has two sides and is true or false; comparing that with a number once more means nothing. Write both comparisons and join them with `&&`.",
    wrong: Example::Keys("when: 18 <= age < 65"),
    right: Example::Keys("when: 18 <= age && age < 65"),
};
