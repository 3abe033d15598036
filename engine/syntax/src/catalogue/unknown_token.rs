//! A prefetch token that the hook does not offer.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/token.rs
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/mod.rs
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/topological_order.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-token",
    severity: Severity::Error,
    summary: "a prefetch token that the hook does not offer",
    explanation: "The EHR fills tokens from the context of its hook. A token that the hook does not have, or does not offer to prefetch, is never filled, and the query never sent.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: 'Condition?patient={{context.patient}}'
values: {}
when: count(problems) > 0
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  problems: 'Condition?patient={{context.patientId}}'
values: {}
when: count(problems) > 0
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
};
