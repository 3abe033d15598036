//! A path picks from what isn't a list.
//!
//! Reported while a path is compiled: engine/rule/src/extract/path/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "not-a-list",
    severity: Severity::Error,
    summary: "a path picks from what is no list",
    explanation: "FHIR has this element once at most, so there is nothing to pick from: with brackets the path would find nothing. Leave them out.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: '$.birthDate[0]', as: date }
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
