//! A table that isn't there.
//!
//! Reported while a call of a function is compiled: engine/rule/src/expression/function/lookup.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-table",
    severity: Severity::Error,
    summary: "`lookup` names a table that isn't there",
    explanation: "Tables are files of `tables/`, named without `.yaml`.",
    wrong: Example::Keys(
        r##"prefetch:
  medications: MedicationRequest?patient={{context.patientId}}
values:
  drug: { find: medications, pick: latest, as: code }
when: lookup('opiod-mme', drug, 'factor') > 1"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  medications: MedicationRequest?patient={{context.patientId}}
values:
  drug: { find: medications, pick: latest, as: code }
when: lookup('opioid-mme', drug, 'factor') > 1"##,
    ),
};
