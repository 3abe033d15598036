//! A text beside a date that isn't a date itself.
//!
//! Reported while the types of operands are made to agree: engine/rule/src/expression/typing/coerce.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-date-literal",
    severity: Severity::Error,
    summary: "a text beside a date is no date",
    explanation: "Dates are written year, month, day, so that nobody mistakes the month for the day.",
    wrong: Example::Keys("when: a1c_date > '31.01.2026'"),
    right: Example::Keys("when: a1c_date > '2026-01-31'"),
};
