//! An included file that is not there.
//!
//! Reported where includes are gathered: engine/syntax/src/include.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-include",
    severity: Severity::Error,
    summary: "an included file that is not there",
    explanation: "What the file would have brought in is missing, and every name of it with it. The path is relative to the file that includes it.",
    wrong: Example::Keys("include: [ ../common/kidney.yaml ]"),
    right: Example::Keys("include: [ ../common/shared.yaml ]"),
};
