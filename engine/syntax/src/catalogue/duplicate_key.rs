//! A key that stands twice in one mapping.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/member.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-key",
    severity: Severity::Error,
    summary: "a key stands twice in one mapping",
    explanation: "Only one of the two could count, and nobody could tell which. Remove one, or rename it.",
    wrong: Example::Keys("review: { owner: Diabetes committee, owner: Kidney committee }"),
    right: Example::Keys("review: { owner: Diabetes committee }"),
};
