//! A file with several YAML documents.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/tree.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "several-documents",
    severity: Severity::Error,
    summary: "a file has several documents, divided by `---`",
    explanation: "One file is one rule. What stands after `---` would be a rule of its own; give it a file of its own.",
    wrong: Example::Keys("title: HbA1c\n---\ntitle: Statins"),
    right: Example::Keys("title: HbA1c"),
};
