//! Too many or too few arguments.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/call.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-argument-count",
    severity: Severity::Error,
    summary: "a function is given too many or too few arguments",
    explanation: "Each function takes the arguments that its signature names, no more and no fewer.",
    wrong: Example::Keys("when: count(diabetes, age) > 0"),
    right: Example::Keys("when: count(diabetes) > 0"),
};
