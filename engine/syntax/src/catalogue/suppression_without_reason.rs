//! A suppression without a reason.
//!
//! Reported where suppressions are applied: engine/syntax/src/suppression.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "suppression-without-reason",
    severity: Severity::Warning,
    summary: "a suppression without a reason",
    explanation: "Whoever reviews the rule next year must know why its author allowed what the linter warned of.",
    wrong: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nvalues:\n  problem_count: count(problems) # lint: allow(unused-value)\nwhen: count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
    right: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nvalues:\n  problem_count: count(problems) # lint: allow(unused-value) for the audit of 2026\nwhen: count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
};
