//! A find in something that holds no resources.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/find/candidates.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "find-needs-resources",
    severity: Severity::Error,
    summary: "a find in something that holds no resources",
    explanation: "`find` looks through many resources: those of a search, of a Bundle in the context, or of an earlier list. What is read by its id is one resource: take values from it with `from`.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { find: patient, path: $.birthDate, as: date, pick: first }
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
