//! A main date is asked of a type that has none.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/find/mod.rs
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/reading/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "no-main-date",
    severity: Severity::Error,
    summary: "a main date is asked of a type that has none",
    explanation: "`within`, `pick: latest`, `pick: earliest`, and `as: date` without a path, go by a resource's main date, as `Observation.effective[x]` or `MedicationRequest.authoredOn`. \
                  This type has none: name the element with `path`, or pick `first` or `last`.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, as: date }
when: present(born)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
when: present(born)
"##,
    ),
};
