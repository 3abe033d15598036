//! A query that no SMART scope can cover.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/parameter.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "uncoverable-query",
    severity: Severity::Error,
    summary: "a query that no SMART scope can cover",
    explanation: "A token is used only for what its scope provably covers. `_filter`, `_query`, `_list`, `_text`, `_content` and `_contained` can ask for anything, so no scope covers them and every request would be refused.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: 'Condition?patient={{context.patientId}}&_text=pain'
values: {}
when: count(problems) > 0
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  problems: 'Condition?patient={{context.patientId}}&code=http://snomed.info/sct|44054006'
values: {}
when: count(problems) > 0
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
};
