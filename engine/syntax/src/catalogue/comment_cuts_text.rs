//! A text that ends at a `#`, and looks as if it shouldn't.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/syntax.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "comment-cuts-text",
    severity: Severity::Warning,
    summary: "a text ends at a `#` that was meant to belong to it",
    explanation: "YAML takes a `#` behind a space for a comment: what follows is lost, without a word, from a card or a condition. \
                  Put the text in quotes; behind the `#` of a comment write a space.",
    wrong: Example::Keys("title: Ward #2"),
    right: Example::Keys("title: 'Ward #2'"),
};
