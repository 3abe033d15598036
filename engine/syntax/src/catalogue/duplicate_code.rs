//! A code that stands twice.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/table.rs
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/value_set.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-code",
    severity: Severity::Warning,
    summary: "a code that stands twice in one value set or table",
    explanation: "In a value set the second changes nothing, and probably another code was meant. In a table the second row is never looked at.",
    wrong: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4548-4, 4548-4 ]
"#,
    ),
    right: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4548-4, 17856-6 ]
"#,
    ),
};
