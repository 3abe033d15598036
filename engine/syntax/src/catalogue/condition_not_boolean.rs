//! A condition that is neither true nor false.
//!
//! Reported while a rule is compiled: engine/rule/src/plan/when.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "condition-not-boolean",
    severity: Severity::Error,
    summary: "a condition that is neither true nor false",
    explanation: "A condition decides whether a card shows; a number or a list decides nothing. Compare it, count it, or ask whether it is present.",
    wrong: Example::Keys("when: count(problems)"),
    right: Example::Keys("when: count(problems) > 0"),
};
