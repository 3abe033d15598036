//! A name that is defined twice.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-name",
    severity: Severity::Error,
    summary: "a name that is defined twice",
    explanation: "Two things under one name: a condition would use one of them, and the reader expects the other. Entries, values and loop variables share one space of names.",
    wrong: Example::Keys(
        r##"values:
  age: { from: patient, path: $.birthDate, as: age }
  problems: count(labs)
when: age > 3"##,
    ),
    right: Example::Keys(
        r##"values:
  age: { from: patient, path: $.birthDate, as: age }
  tests: count(labs)
when: age > 3 && tests > 0"##,
    ),
};
