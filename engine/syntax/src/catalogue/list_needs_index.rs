//! A path goes on from a list without saying which of its elements.
//!
//! Reported while a path is compiled: engine/rule/src/extract/path/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "list-needs-index",
    severity: Severity::Error,
    summary: "a path goes on from a list without saying which element",
    explanation: "A patient may have several names, a concept several codings: FHIR makes them lists, and a path that goes on from a list finds nothing. \
                  Say which element is meant: `[*]` for all of them, `[0]` for the first.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  family: { from: patient, path: $.name.family, as: text }
when: present(family)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  family: { from: patient, path: '$.name[0].family', as: text }
when: present(family)
"##,
    ),
};
