//! Arithmetic with dates.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/arithmetic.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "date-arithmetic",
    severity: Severity::Error,
    summary: "arithmetic with a date",
    explanation: "How many days lie between two dates is asked with `days_between` or `days_since`, and a later date is had with `add_days`.",
    wrong: Example::Keys("when: today() - a1c_date > 183"),
    right: Example::Keys("when: days_since(a1c_date) > 183"),
};
