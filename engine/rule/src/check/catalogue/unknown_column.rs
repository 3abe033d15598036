//! A cell of a column that the table doesn't have.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-column",
    severity: Severity::Error,
    summary: "a cell of a column that the table doesn't have",
    explanation: "The cell could never be read: a column is named with its type under `columns`.",
    wrong: Example::Table(
        "columns: { factor: number }\nrows:\n  http://www.nlm.nih.gov/research/umls/rxnorm:\n    1049502: { factr: 1.5 }",
    ),
    right: Example::Table(
        "columns: { factor: number }\nrows:\n  http://www.nlm.nih.gov/research/umls/rxnorm:\n    1049502: { factor: 1.5 }",
    ),
};
