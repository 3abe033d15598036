//! A pattern that doesn't fit dates.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-date-pattern",
    severity: Severity::Error,
    summary: "the pattern of `format_date` can't be used",
    explanation: "The pattern says which parts of a date are printed, as `%d %B %Y`. One that asks for a time of a date without one would print nothing.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
cards:
  - id: reminder
    summary: "Born {{ default(format_date(born, '%!'), 'unknown') }}"
    indicator: info
    source: { label: Clinic }
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
cards:
  - id: reminder
    summary: "Born {{ default(format_date(born, '%d %B %Y'), 'unknown') }}"
    indicator: info
    source: { label: Clinic }
"##,
    ),
};
