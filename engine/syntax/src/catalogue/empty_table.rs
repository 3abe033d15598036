//! A table without rows.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/table.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "empty-table",
    severity: Severity::Error,
    summary: "a table without rows",
    explanation: "Nothing can be looked up in it, so what depends on it never shows.",
    wrong: Example::Table(
        r#"columns: { factor: number }
rows: {}
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
