//! A function that isn't there.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/call.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-function",
    severity: Severity::Error,
    summary: "an expression calls a function that isn't there",
    explanation: "Only the functions of the reference can be called; other languages have others, often under another name.",
    wrong: Example::Keys("when: length(diabetes) > 0"),
    right: Example::Keys("when: count(diabetes) > 0"),
};
