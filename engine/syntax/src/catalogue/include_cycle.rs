//! Shared files that include each other in a circle.
//!
//! Reported where includes are gathered: engine/syntax/src/include.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "include-cycle",
    severity: Severity::Error,
    summary: "shared files that include each other in a circle",
    explanation: "Files that include each other have no order in which their values could be worked out.",
    wrong: Example::Keys("include: [ ../common/circle.yaml ]"),
    right: Example::Keys("include: [ ../common/shared.yaml ]"),
};
