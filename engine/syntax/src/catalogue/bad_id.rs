//! An id with characters that an id can't have.
//!
//! Reported while the structure of a file is checked: engine/syntax/src/language/kinds.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-id",
    severity: Severity::Error,
    summary: "an id has characters that an id can't have",
    explanation: "The id of a rule is a part of its address, `/cds-services/ID`, and the name by which tests, audit and feedback speak of it; so is a card's. \
                  It has small letters, digits and `-`, begins with a letter or a digit, and is 64 characters long at most.",
    wrong: Example::Keys("id: HbA1c overdue"),
    right: Example::Keys("id: hba1c-overdue"),
};
