//! An argument of the wrong type.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-argument-type",
    severity: Severity::Error,
    summary: "a function is given a value that it can't work on",
    explanation: "A function works on values of certain types: days are counted from a date, not from a number. What a value is, is said by `as` where it is drawn.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: days_since(gender) > 30"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  born: { from: patient, path: $.birthDate, as: date }
  gender: { from: patient, path: $.gender, as: text }
when: days_since(born) > 30"##,
    ),
};
