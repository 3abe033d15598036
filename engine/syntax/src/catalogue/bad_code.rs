//! A code that no data can bear.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/system.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-code",
    severity: Severity::Error,
    summary: "a code that no data can bear",
    explanation: "A code has at least one character, no spaces around it and single ones within (FHIR R4, 2.24.0.1). Codes are compared character for \
                  character, so one with a stray space matches nothing, and the patient it was for is passed over.",
    wrong: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ '4548-4 ' ]
"#,
    ),
    right: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4548-4 ]
"#,
    ),
};
