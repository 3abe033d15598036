//! A version that the hook does not have.
//!
//! Reported while a rule is compiled: engine/rule/src/plan/compile_rule.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-hook-version",
    severity: Severity::Error,
    summary: "a version that the hook does not have",
    explanation: "The version tells which context the EHR sends. Leave it out for the newest one.",
    wrong: Example::Keys("hookVersion: '9.9'"),
    right: Example::Keys("hookVersion: '1.0'"),
};
