//! A pattern that is no regular expression.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-pattern",
    severity: Severity::Error,
    summary: "the pattern of `matches` is no regular expression",
    explanation: "The pattern is read as a regular expression. Look-ahead and back-references don't exist: a pattern must be decided in bounded time.",
    wrong: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: matches(gender, '[a-z')"##,
    ),
    right: Example::Keys(
        r##"values:
  gender: { from: patient, path: $.gender, as: text }
when: matches(gender, '[a-z]')"##,
    ),
};
