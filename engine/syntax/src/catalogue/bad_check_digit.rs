//! A LOINC code whose check digit doesn't fit.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/system.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-check-digit",
    severity: Severity::Warning,
    summary: "a LOINC code whose check digit doesn't fit",
    explanation: "The last digit of a LOINC code is worked out from the others, so that a mistyped code shows. Such a code is none of LOINC's and matches nothing.",
    wrong: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4584-4 ]
"#,
    ),
    right: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4548-4 ]
"#,
    ),
};
