//! A path that isn't JSONPath.
//!
//! Reported while a path is compiled: engine/rule/src/extract/path/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "path-syntax",
    severity: Severity::Error,
    summary: "a path can't be read",
    explanation: "A path says where in the record a value stands, in JSONPath (RFC 9535): `$` is the resource, `.birthDate` one of its elements, `[0]` the first of a list, `[*]` all of it. \
                  One that can't be read finds nothing, so the rule would never see the value.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  family: { from: patient, path: '$.name[0].', as: text }
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
