//! A value that does not fit its search parameter.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/value.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-search-value",
    severity: Severity::Error,
    summary: "a value that does not fit its search parameter",
    explanation: "The server refuses the search or ignores the parameter, and the rule gets nothing or too much. A date is written `2024-01-31`, before it one of eq, ne, gt, lt, ge, le, sa, eb, ap; a token `system|code`; a quantity `gt9||%`.",
    wrong: Example::Keys(
        r##"prefetch:
  found: 'Observation?patient={{context.patientId}}&date=>=2024-01-31'
when: count(found) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  found: Observation?patient={{context.patientId}}&date=ge2024-01-31
when: count(found) > 0
"##,
    ),
};
