//! A code that FHIR does not allow at its element.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/binding.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "code-not-in-binding",
    severity: Severity::Error,
    summary: "a code that FHIR does not allow at its element",
    explanation: "Some elements take their codes from a list that FHIR requires, as `Patient.gender` or a `status` does. A comparison with any other code is never true, a query for it finds nothing, and a resource with it is refused by the EHR. It is told wherever such an element is named: in a condition, a path, a function, a query, a resource.",
    wrong: Example::Keys(
        r##"values:
  sex: { from: patient, path: $.gender }
when: age >= 18 && sex == 'femal'
"##,
    ),
    right: Example::Keys(
        r##"values:
  sex: { from: patient, path: $.gender }
when: age >= 18 && sex == 'female'
"##,
    ),
};
