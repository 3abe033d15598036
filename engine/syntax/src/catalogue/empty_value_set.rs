//! A value set without codes.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/value_set.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "empty-value-set",
    severity: Severity::Error,
    summary: "a value set without codes",
    explanation: "Nothing is ever in it, so what depends on it never shows, and a query for its codes would ask for nothing.",
    wrong: Example::ValueSet(
        r#"codes: {}
"#,
    ),
    right: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4548-4 ]
"#,
    ),
};
