//! A date without quotes.
//!
//! Reported while an expression is parsed: engine/rule/src/expression/syntax/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unquoted-date",
    severity: Severity::Error,
    summary: "a date stands without quotes",
    explanation: "Without quotes 2026-01-31 is a subtraction, which gives 1994: the condition would be decided by that number.",
    wrong: Example::Keys("when: a1c_date > 2026-01-31"),
    right: Example::Keys("when: a1c_date > '2026-01-31'"),
};
