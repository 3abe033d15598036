//! A prefetch query that is neither a read nor a search of FHIR.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "query-syntax",
    severity: Severity::Error,
    summary: "a prefetch query that is no FHIR read or search",
    explanation: "The EHR would refuse the query, and the rule would never get its data. A query is `Type/id` or `Type?parameter=value&…`.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}/_history
values: {}
when: present(patient)
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values: {}
when: present(patient)
cards: [ { id: a, summary: One, indicator: info, source: { label: Clinic } } ]"##,
    ),
};
