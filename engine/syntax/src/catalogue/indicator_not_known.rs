//! An indicator that only data decides.
//!
//! Reported while cards are compiled: engine/rule/src/plan/card/indicator.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "indicator-not-known",
    severity: Severity::Error,
    summary: "an indicator that can be any text",
    explanation: "EHRs sort and colour cards by `info`, `warning` or `critical`. What a record or a calculation gives may be another word, and no one would notice before a patient's card is shown wrongly. Choose between words that stand in the rule or in a table.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: '{{ lower(context.patientId) }}'
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: "{{ if(age > 65, 'critical', 'warning') }}"
    source: { label: Clinic }
"##,
    ),
};
