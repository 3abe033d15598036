//! A column of a table whose type doesn't exist.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/cell.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-column-type",
    severity: Severity::Error,
    summary: "a column of a table whose type is none",
    explanation: "A column is `text`, `boolean`, `number`, `quantity` with the unit of its numbers, or `valueset` (the name of one). The type is what expressions that look \
                  something up are checked against.",
    wrong: Example::Table(
        r#"columns: { strength: quantity mcg }
rows:
  http://www.nlm.nih.gov/research/umls/rxnorm:
    1049502: { strength: 10 }
"#,
    ),
    right: Example::Table(
        r#"columns: { strength: quantity ug }
rows:
  http://www.nlm.nih.gov/research/umls/rxnorm:
    1049502: { strength: 10 }
"#,
    ),
};
