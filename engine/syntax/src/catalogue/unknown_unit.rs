//! A unit that UCUM doesn't have.
//!
//! Reported while a call of a function is compiled: engine/rule/src/expression/function/in_unit.rs
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/reading/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-unit",
    severity: Severity::Error,
    summary: "a unit is none of UCUM's",
    explanation: "Units are UCUM codes, with their case: mg/dL, mmol/L, kg, %. A unit that can't be read can't be converted.",
    wrong: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: kg }
when: in_unit(weight, 'kilo') > 80"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: kg }
when: in_unit(weight, 'g') > 80000"##,
    ),
};
