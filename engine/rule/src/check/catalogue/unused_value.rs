//! A value that nothing uses.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-value",
    severity: Severity::Warning,
    summary: "a value that nothing uses",
    explanation: "A value that no condition and no card reads is often a condition that somebody forgot: the rule fires more often than its author meant.",
    wrong: Example::Keys("values:\n  problem_count: count(problems)"),
    right: Example::Keys("values:\n  problem_count: count(problems)\nwhen: problem_count > 0 && count(diabetes) > 0 && age >= 18 && missing(a1c_date)"),
};
