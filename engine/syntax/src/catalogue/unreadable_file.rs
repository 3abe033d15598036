//! A file of the rules folder that can't be read.
//!
//! Reported where files are read: engine/cli/src/shared/target.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unreadable-file",
    severity: Severity::Error,
    summary: "a file of the rules folder can't be read",
    explanation: "A rule set is served whole or not at all: a file that is passed over could be the value set that a rule depends on. \
                  Give the engine the right to read it, save it as text in UTF-8, or move it out of the folder.",
    wrong: Example::Words("rules/scan.yaml, which is a picture"),
    right: Example::Words("rules/a1c-overdue.yaml, saved as text in UTF-8"),
};
