//! A resource type that FHIR R4 doesn't have.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/find/candidates.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-resource-type",
    severity: Severity::Error,
    summary: "a resource type that FHIR R4 doesn't have",
    explanation: "FHIR R4 has no such resource, so nothing would ever be found. Types are written as FHIR writes them: `MedicationRequest`, `AllergyIntolerance`.",
    wrong: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problems_found: { find: problems, type: Conditon }
when: count(problems_found) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  problems: Condition?patient={{context.patientId}}
values:
  problems_found: { find: problems, type: Condition }
when: count(problems_found) > 0
"##,
    ),
};
