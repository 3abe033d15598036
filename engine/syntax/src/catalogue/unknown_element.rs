//! A path names an element that FHIR doesn't have there.
//!
//! Reported while a path is compiled: engine/rule/src/extract/path/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-element",
    severity: Severity::Error,
    summary: "a path names an element that FHIR doesn't have there",
    explanation: "FHIR has no such element at that place, so the value would always be missing and the card would never show. \
                  JSON writes the type of a choice with its name: `value[x]` of an Observation is `valueQuantity`, `valueString` and so on.",
    wrong: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}
values:
  results: { from: labs, path: '$.entry[*].resource.valuQuantity', as: quantity }
when: count(results) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}
values:
  results: { from: labs, path: '$.entry[*].resource.valueQuantity', as: quantity }
when: count(results) > 0
"##,
    ),
};
