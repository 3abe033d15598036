//! A SNOMED CT number that is that of no concept.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/system.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "not-a-concept",
    severity: Severity::Warning,
    summary: "a SNOMED CT number that is that of no concept",
    explanation: "SNOMED CT numbers its concepts, their names and the relationships between them alike; the two digits before the last tell which it is. Data bears the numbers of concepts, so that any other matches nothing.",
    wrong: Example::ValueSet(
        r##"codes:
  http://snomed.info/sct: [ '64176011' ]
"##,
    ),
    right: Example::ValueSet(
        r##"codes:
  http://snomed.info/sct: [ '38341003' ]
"##,
    ),
};
