//! A version that is not three numbers.
//!
//! Reported while the structure of a file is checked: engine/syntax/src/language/kinds.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-version",
    severity: Severity::Error,
    summary: "a version is not of three numbers",
    explanation: "Versions follow semver, `1.0.0`: the audit trail names them, so that each decision can be traced to the rule that made it.",
    wrong: Example::Keys("version: 1.0"),
    right: Example::Keys("version: 1.0.0"),
};
