//! Units that don't convert.
//!
//! Reported while an expression is compiled: engine/rule/src/expression/compile/arithmetic.rs
//! Reported while a call of a function is compiled: engine/rule/src/expression/function/in_unit.rs
//! Reported while the types of operands are made to agree: engine/rule/src/expression/typing/comparable.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "incompatible-units",
    severity: Severity::Error,
    summary: "quantities whose units don't convert are compared or added",
    explanation: "A percentage is no concentration, and mass converts into substance only by a molar mass. Declare units that convert, with `unit` and `molarMass`.",
    wrong: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: kg }
  height: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: m }
when: weight > height"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: kg }
  height: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: m }
when: weight > 80 && height > 1.8"##,
    ),
};
