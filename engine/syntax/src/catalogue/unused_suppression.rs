//! A suppression that suppresses nothing.
//!
//! Reported where suppressions are applied: engine/syntax/src/suppression.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-suppression",
    severity: Severity::Warning,
    summary: "a suppression that suppresses nothing",
    explanation: "The finding that it once allowed is gone, or it never was on that line, or it is an error, which can not be allowed. Left standing, it would hide the next one.",
    wrong: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nwhen: count(problems) > 0 # lint: allow(unused-value) kept for the audit\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
    right: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nwhen: count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
};
