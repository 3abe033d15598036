//! A list where a text belongs, a text where a mapping belongs, and the like.
//!
//! Reported where tests are held against their rule: engine/rule/src/lint/test_file/check.rs
//! Reported while the structure of a file is checked: engine/syntax/src/language/conformance.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-kind",
    severity: Severity::Error,
    summary: "a list stands where a text belongs, or the like",
    explanation: "Each key takes values of one kind: text, true or false, a number, a list, a mapping.",
    wrong: Example::Keys("title: [ HbA1c, overdue ]"),
    right: Example::Keys("title: HbA1c overdue"),
};
