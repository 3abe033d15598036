//! A date without quotes.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unquoted-date",
    severity: Severity::Error,
    summary: "a date stands without quotes",
    explanation: "Without quotes 2026-01-31 is a subtraction, which gives 1994: the condition would be decided by that number.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: born > 2026-01-31"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: born > '2026-01-31'"##,
    ),
};
