//! A column that a table doesn't have.
//!
//! Reported while a call of a function is compiled: engine/rule/src/expression/function/lookup.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-column",
    severity: Severity::Error,
    summary: "`lookup` names a column that the table doesn't have",
    explanation: "The columns of a table are declared under its `columns`. A name that is none of them is never found.",
    wrong: Example::Keys(
        r##"prefetch:
  medications: MedicationRequest?patient={{context.patientId}}
values:
  drug: { find: medications, pick: latest, as: code }
when: lookup('opioid-mme', drug, 'faktor') > 1"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  medications: MedicationRequest?patient={{context.patientId}}
values:
  drug: { find: medications, pick: latest, as: code }
when: lookup('opioid-mme', drug, 'factor') > 1"##,
    ),
};
