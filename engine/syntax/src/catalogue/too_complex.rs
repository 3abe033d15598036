//! A file with more in it than is read: deeper, or more of it.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/syntax.rs
//! Reported while YAML is parsed: engine/syntax/src/yaml/tree.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "too-complex",
    severity: Severity::Error,
    summary: "a file has more keys and values, or deeper ones, than are read",
    explanation: "Files are read within limits, so that no file can hold up the server: lists and mappings stand at most 64 deep in each other, a file has a million keys and values at most, \
                  and aliases (`*name`) stand for 100,000 at most.",
    wrong: Example::Keys(
        "title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    ),
    right: Example::Keys("title: HbA1c"),
};
