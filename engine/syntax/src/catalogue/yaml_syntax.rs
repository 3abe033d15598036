//! A file that breaks YAML's grammar.
//!
//! Reported while YAML is parsed: engine/syntax/src/yaml/member.rs
//! Reported while YAML is parsed: engine/syntax/src/yaml/syntax.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "yaml-syntax",
    severity: Severity::Error,
    summary: "the file breaks YAML's grammar",
    explanation: "Nothing that stands in such a text can be told from what surrounds it. Mostly quotes are missing: a text needs them when it holds a colon followed by a space, \
                  when it begins with one of `{ [ ! & * @ % | > ' \"` or a backtick, or when it stands inside `[ ]` or `{ }` and holds a comma or a bracket.",
    wrong: Example::Keys("title: Diabetes: HbA1c overdue"),
    right: Example::Keys("title: 'Diabetes: HbA1c overdue'"),
};
