//! A text beside a date that is no date.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-date-literal",
    severity: Severity::Error,
    summary: "a text beside a date is no date",
    explanation: "Dates are written year, month, day, so that nobody mistakes the month for the day.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: born > '31.01.2000'"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: born > '2000-01-31'"##,
    ),
};
