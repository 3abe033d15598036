//! A value set none of whose codes its element can have.
//!
//! Reported while value sets and tables are compiled: engine/rule/src/terminology/binding.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "codes-beyond-binding",
    severity: Severity::Error,
    summary: "a value set none of whose codes FHIR allows at the element",
    explanation: "Some elements take their codes from a list that FHIR requires, as `Patient.gender` or a `status` does. A value set that has none of these codes is never met there: the question is always answered 'no', and the query finds nothing. Another element was meant, or another value set.",
    wrong: Example::Keys(
        r##"valueSets:
  pregnancy: { title: Pregnancy, codes: { http://snomed.info/sct: [ 77386006 ] } }
values:
  sex: { from: patient, path: $.gender, as: code }
when: code_in(sex, 'pregnancy')
"##,
    ),
    right: Example::Keys(
        r##"valueSets:
  pregnancy: { title: Pregnancy, codes: { http://snomed.info/sct: [ 77386006 ] } }
values:
  pregnant: { find: problems, codes: pregnancy }
when: count(pregnant) > 0
"##,
    ),
};
