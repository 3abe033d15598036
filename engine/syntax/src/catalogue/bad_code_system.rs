//! A code system that is not the URI that data bears.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/system.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-code-system",
    severity: Severity::Warning,
    summary: "a code system that is not the URI that data bears",
    explanation: "Systems are compared character for character. `LOINC`, `https://loinc.org` and `http://loinc.org/` are none of them the system of any Coding, so no code \
                  under them would ever be found.",
    wrong: Example::ValueSet(
        r#"codes:
  LOINC: [ 4548-4 ]
"#,
    ),
    right: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4548-4 ]
"#,
    ),
};
