//! A text inside brackets that a comma tears apart.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/split_text.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "torn-text",
    severity: Severity::Error,
    summary: "a comma inside brackets tears a text apart",
    explanation: "Inside `[ ]` and `{ }` YAML ends a text at a comma, so a call of a function with several arguments becomes several items. \
                  Put the text in quotes, or the condition on a line of its own.",
    wrong: Example::Keys("when: { any: [ default(age, 0) > 3, count(diabetes) > 0 ] }"),
    right: Example::Keys("when: { any: [ \"default(age, 0) > 3\", count(diabetes) > 0 ] }"),
};
