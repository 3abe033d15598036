//! A column that a table doesn't have, in a row or in `lookup`.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-column",
    severity: Severity::Error,
    summary: "a row or `lookup` names a column that the table doesn't have",
    explanation: "Its cells could never be read: a column is named with its type under the table's `columns`.",
    wrong: Example::Table(
        "columns: { factor: number }\nrows:\n  http://www.nlm.nih.gov/research/umls/rxnorm:\n    1049502: { factr: 1.5 }",
    ),
    right: Example::Table(
        "columns: { factor: number }\nrows:\n  http://www.nlm.nih.gov/research/umls/rxnorm:\n    1049502: { factor: 1.5 }",
    ),
};
