//! A cell of a column that the table does not declare.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "undeclared-column",
    severity: Severity::Error,
    summary: "a cell of a column that the table does not declare",
    explanation: "The cell could never be read: a column is named with its type under `columns`.",
    wrong: Example::Table(
        r#"columns: { factor: number }
rows:
  http://www.nlm.nih.gov/research/umls/rxnorm:
    1049502: { factr: 1.5 }
"#,
    ),
    right: Example::Table(
        r#"columns: { factor: number }
rows:
  http://www.nlm.nih.gov/research/umls/rxnorm:
    1049502: { factor: 1.5 }
"#,
    ),
};
