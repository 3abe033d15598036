//! A code that no data can bear.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "bad-code",
    severity: Severity::Error,
    summary: "a code that no data can bear",
    explanation: "Codes are compared character for character, so a mistyped one matches nothing and the patient it was for is passed over. Stray spaces are found, and in LOINC \
                  the check digit that every code ends with.",
    wrong: Example::ValueSet("codes:\n  http://loinc.org: [ 4548-5 ]"),
    right: Example::ValueSet("codes:\n  http://loinc.org: [ 4548-4 ]"),
};
