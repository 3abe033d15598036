//! `from` names something that has no parts.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/source.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "from-needs-json",
    severity: Severity::Error,
    summary: "`from` names something that has no parts",
    explanation: "`from` starts at a resource, at an element with parts, at `context` or at `request`. A number, a text or a date has no parts to go to: use it as it is in an expression.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  year: { from: born, path: $.year, as: number }
when: year < 1980
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
when: born < '1980-01-01'
"##,
    ),
};
