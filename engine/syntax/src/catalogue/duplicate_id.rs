//! Two rules with the same id.
//!
//! Reported while a folder is compiled: engine/rule/src/lint/folder.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-id",
    severity: Severity::Error,
    summary: "two rules with the same id",
    explanation: "The id is the service in the URL that the EHR calls; two rules of one id would hide one another.",
    wrong: Example::Keys("id: other"),
    right: Example::Keys("id: example"),
};
