//! A FHIR ValueSet file that doesn't give its codes.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/value_set.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-fhir-value-set",
    severity: Severity::Error,
    summary: "a FHIR ValueSet file that doesn't give its codes",
    explanation: "`fhir` names a ValueSet resource as JSON beside the file. It must list its codes: in a whole `expansion`, or in a `compose` without filters, other value sets \
                  or whole code systems, which only a terminology server can resolve. A cut list would pass over patients.",
    wrong: Example::ValueSet(
        r#"fhir: no-such-file.json
"#,
    ),
    right: Example::ValueSet(
        r#"codes:
  http://loinc.org: [ 4548-4 ]
"#,
    ),
};
