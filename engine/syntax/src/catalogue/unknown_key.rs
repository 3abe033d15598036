//! A key that the language does not have.
//!
//! Reported while the structure of a file is checked: engine/syntax/src/language/conformance.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-key",
    severity: Severity::Error,
    summary: "a key is not one of the language, or not in this place",
    explanation: "A key that nobody reads would be a condition, a text or a limit that its author believes in and that never applies.",
    wrong: Example::Keys("titel: HbA1c"),
    right: Example::Keys("title: HbA1c"),
};
