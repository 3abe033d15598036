//! A key that has to be there and is not.
//!
//! Reported while the structure of a file is checked: engine/syntax/src/language/conformance.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "missing-key",
    severity: Severity::Error,
    summary: "a key that has to be there is not",
    explanation: "Without it the rule can't be served, or a card would lack what CDS Hooks requires of every card.",
    wrong: Example::Keys("cards: [ { id: overdue, summary: HbA1c is overdue } ]"),
    right: Example::Keys("cards: [ { id: overdue, summary: HbA1c is overdue, indicator: info } ]"),
};
