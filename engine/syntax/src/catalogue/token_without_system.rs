//! A code in a query without its code system.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/value.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "token-without-system",
    severity: Severity::Warning,
    summary: "a code in a query without its code system",
    explanation: "The same code means one thing in LOINC and another in a local list, and the query asks for both. Write the system before the code, or name a value set: `code={{codes.name}}`.",
    wrong: Example::Keys(
        r##"prefetch:
  found: Observation?patient={{context.patientId}}&code=4548-4
when: count(found) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  found: Observation?patient={{context.patientId}}&code=http://loinc.org|4548-4
when: count(found) > 0
"##,
    ),
};
