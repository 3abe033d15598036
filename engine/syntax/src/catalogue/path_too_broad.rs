//! A path that could take very long.
//!
//! Reported while a path is compiled: engine/rule/src/extract/path/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "path-too-broad",
    severity: Severity::Error,
    summary: "a path could take very long",
    explanation: "`..` looks at everything there is, and a filter inside a filter once for each element of each list. A clinician waits for the answer, so a path has at most two `..`, \
                  three filters within each other and 64 steps. Name the elements on the way.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  codes: { from: patient, path: '$..extension..extension..valueCode' }
when: count(codes) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  codes: { from: patient, path: '$.extension[*].extension[*].valueCode' }
when: count(codes) > 0
"##,
    ),
};
