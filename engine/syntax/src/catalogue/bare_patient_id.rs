//! A patient named by the id alone where others may be meant.
//!
//! Reported while queries are compiled: engine/rule/src/plan/prefetch/check/confinement.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bare-patient-id",
    severity: Severity::Warning,
    summary: "a patient named by the id alone where others may be meant",
    explanation: "`subject` of an Observation may be a patient, a group, a device or a location, and the id alone doesn't tell which. Servers differ in what they answer, and no `patient/` scope covers the query, so that a request with such a token is refused.",
    wrong: Example::Keys(
        r##"prefetch:
  found: Observation?subject={{context.patientId}}
when: count(found) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  found: Observation?subject=Patient/{{context.patientId}}
when: count(found) > 0
"##,
    ),
};
