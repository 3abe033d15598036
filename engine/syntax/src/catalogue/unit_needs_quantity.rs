//! `unit` or `molarMass` where they mean nothing.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/reading/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unit-needs-quantity",
    severity: Severity::Error,
    summary: "`unit` or `molarMass` where they mean nothing",
    explanation: "`unit` converts a quantity and needs `as: quantity`; `molarMass` helps that conversion between mass and amount of substance, needs `unit`, and is a number of grams per mole.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  age: { from: patient, path: $.birthDate, as: age, unit: a }
when: age >= 18
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  age: { from: patient, path: $.birthDate, as: age }
when: age >= 18
"##,
    ),
};
