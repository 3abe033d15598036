//! A product of two quantities.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/arithmetic.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "quantity-product",
    severity: Severity::Error,
    summary: "two quantities are multiplied or divided",
    explanation: "What unit the result would have isn't known. Compute with the numbers, in units that you name: `value(in_unit(x, 'kg'))`.",
    wrong: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: kg }
  height: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: m }
when: weight / height > 40"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: kg }
  height: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: m }
when: value(weight) / value(height) > 40"##,
    ),
};
