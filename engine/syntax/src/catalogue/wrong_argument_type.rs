//! An argument of the wrong type.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/call.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-argument-type",
    severity: Severity::Error,
    summary: "a function is given a value that it can't work on",
    explanation: "A function works on values of certain types: days are counted from a date, not from a number. What a value is, is said by `as` where it is drawn.",
    wrong: Example::Keys("when: days_since(age) > 183"),
    right: Example::Keys("when: days_since(a1c_date) > 183"),
};
