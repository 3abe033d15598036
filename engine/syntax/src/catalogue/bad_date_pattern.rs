//! A pattern that doesn't fit dates.
//!
//! Reported while a call of a function is compiled: engine/rule/src/expression/function/format_date.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-date-pattern",
    severity: Severity::Error,
    summary: "the pattern of `format_date` can't be used",
    explanation: "The pattern says which parts of a date are printed, as `%d %B %Y`. One that asks for a time of a date without one would print nothing.",
    wrong: Example::Keys(
        r##"cards:
  - id: overdue
    summary: "HbA1c of {{ default(format_date(a1c_date, '%!'), 'unknown date') }}"
    indicator: warning
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: overdue
    summary: "HbA1c of {{ default(format_date(a1c_date, '%d %B %Y'), 'unknown date') }}"
    indicator: warning
"##,
    ),
};
