//! A query with a feature that EHRs needn't support in prefetch.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/feature.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "uncommon-query",
    severity: Severity::Note,
    summary: "a query with a feature that EHRs needn't support in prefetch",
    explanation: "CDS Hooks recommends a small part of FHIR's search for prefetch: reads, searches by reference, code (also `:in`) and date, `_count` and `_sort`. An EHR may leave a query with more than that to be fetched with the token, which costs time. It is no mistake where the EHRs that call support it.",
    wrong: Example::Keys(
        r##"prefetch:
  found: MedicationRequest?patient={{context.patientId}}&_include=MedicationRequest:medication
when: count(found) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  found: MedicationRequest?patient={{context.patientId}}
when: count(found) > 0
"##,
    ),
};
