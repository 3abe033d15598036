//! An alias that refers to nothing.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/syntax.rs
//! Reported while YAML is parsed: engine/syntax/src/yaml/tree.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "yaml-alias",
    severity: Severity::Error,
    summary: "a text begins with `*`, which YAML takes for a reference, and it refers to nothing",
    explanation: "YAML takes `*name` for a copy of what was marked `&name` earlier in the file. If it is meant as text, put it in quotes.",
    wrong: Example::Keys("title: *diabetes"),
    right: Example::Keys("title: '*diabetes'"),
};
