//! A value that nothing uses.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unused-value",
    severity: Severity::Warning,
    summary: "a value that nothing uses",
    explanation: "A value that no condition and no card reads is often a condition that somebody forgot: the rule fires more often than its author meant.",
    wrong: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nvalues:\n  problem_count: count(problems)\nwhen: count(problems) > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
    right: Example::Rule(
        "id: problems\nhook: patient-view\nversion: 1.0.0\ndescription: Counts problems.\nsource: { label: Clinic }\nprefetch:\n  problems: Condition?patient={{context.patientId}}\nvalues:\n  problem_count: count(problems)\nwhen: problem_count > 0\ncards: [ { id: a, summary: Look at the problems, indicator: info } ]",
    ),
};
