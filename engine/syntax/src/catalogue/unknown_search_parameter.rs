//! A search parameter that the resource type does not have.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/parameter.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-search-parameter",
    severity: Severity::Error,
    summary: "a search parameter that the resource type does not have",
    explanation: "A server ignores or refuses a parameter that it does not know: the rule would get too much or nothing. No SMART scope covers such a query either.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: 'Condition?patient={{context.patientId}}&status=active'
values: {}
when: count(problems) > 0
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  problems: 'Condition?patient={{context.patientId}}&clinical-status=active'
values: {}
when: count(problems) > 0
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
};
