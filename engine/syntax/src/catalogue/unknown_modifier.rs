//! A modifier that the search parameter does not take.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/modifier.rs
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/parameter.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-modifier",
    severity: Severity::Error,
    summary: "a modifier that the search parameter does not take",
    explanation: "A server refuses a search with a modifier that it doesn't know, and the rule never gets its data. Which modifiers there are depends on the parameter's type: https://hl7.org/fhir/R4/search.html#modifiers.",
    wrong: Example::Keys(
        r##"prefetch:
  found: Condition?patient={{context.patientId}}&code:inn=http://example.org/problems
when: count(found) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  found: Condition?patient={{context.patientId}}&code:in=http://example.org/problems
when: count(found) > 0
"##,
    ),
};
