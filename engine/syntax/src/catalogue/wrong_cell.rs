//! A cell that is not of its column's type.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/cell.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-cell",
    severity: Severity::Error,
    summary: "a cell that is not of its column's type",
    explanation: "Rules are checked against the column's type and count on it. A cell that is left out is absent.",
    wrong: Example::Table(
        r#"columns: { factor: number }
rows:
  http://www.nlm.nih.gov/research/umls/rxnorm:
    1049502: { factor: high }
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
