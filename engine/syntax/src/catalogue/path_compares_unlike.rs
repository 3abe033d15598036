//! A filter in a path compares what never is equal.
//!
//! Reported while a path is compiled: engine/rule/src/extract/path/report.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "path-compares-unlike",
    severity: Severity::Error,
    summary: "a filter in a path compares what is never equal",
    explanation: "A text never equals a number, and an element with parts equals neither: such a filter lets nothing through, or everything. Compare the part that holds the text or number.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  phones: { from: patient, path: '$.telecom[?@.rank == "1"].value', as: text }
when: count(phones) > 0
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  phones: { from: patient, path: '$.telecom[?@.rank == 1].value', as: text }
when: count(phones) > 0
"##,
    ),
};
