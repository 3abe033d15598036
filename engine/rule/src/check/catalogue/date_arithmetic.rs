//! Arithmetic with dates.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "date-arithmetic",
    severity: Severity::Error,
    summary: "arithmetic with a date",
    explanation: "How many days lie between two dates is asked with `days_between` or `days_since`, and a later date is had with `add_days`.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: today() - born > 30"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: days_between(born, today()) > 30"##,
    ),
};
