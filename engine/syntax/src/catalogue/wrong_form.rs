//! A text without the form that its key asks for.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/check.rs
//! Reported while the structure of a file is checked: engine/syntax/src/language/kinds.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-form",
    severity: Severity::Error,
    summary: "a text has not the form that its key asks for",
    explanation: "Dates are written `2027-03-01`, periods `6 months` or `next 2 weeks`, names with letters, digits and `_`.",
    wrong: Example::Keys("review: { next: 1 March 2027 }"),
    right: Example::Keys("review: { next: 2027-03-01 }"),
};
