//! A key without a value, or an item of a list that is empty.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/member.rs
//! Reported while YAML is parsed: engine/syntax/src/yaml/tree.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "empty-value",
    severity: Severity::Error,
    summary: "a key has no value",
    explanation: "A key without a value may be a line that was forgotten, or one whose value lost its indentation. Write the value, or remove the key; an empty list is `[]`.",
    wrong: Example::Keys("when:"),
    right: Example::Keys("when: age >= 18"),
};
