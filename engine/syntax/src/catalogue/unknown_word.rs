//! A word that is not among those that a key takes.
//!
//! Reported while the structure of a file is checked: engine/syntax/src/language/conformance.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-word",
    severity: Severity::Error,
    summary: "a word is not among those that its key takes",
    explanation: "Some keys take one of a few words, most of which CDS Hooks fixes: an `indicator` is `info`, `warning` or `critical`.",
    wrong: Example::Keys("mode: silence"),
    right: Example::Keys("mode: silent"),
};
