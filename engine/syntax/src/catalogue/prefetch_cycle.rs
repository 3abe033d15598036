//! Prefetch entries that wait for each other.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/topological_order.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "prefetch-cycle",
    severity: Severity::Error,
    summary: "prefetch entries that wait for each other",
    explanation: "A query whose token reads another result is asked after it. Two that read each other would both wait for ever.",
    wrong: Example::Keys(
        r##"prefetch:
  a: Condition/{{%b.id}}
  b: Condition/{{%a.id}}
values: {}
when: present(a)
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  a: Patient/{{context.patientId}}
  b: Organization/{{%a.managingOrganization.resolve().id}}
values: {}
when: present(a)
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
};
