//! A quantity without a declared unit beside a bare number.
//!
//! Reported while the types of operands are made to agree: engine/rule/src/expression/typing/comparable.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "undeclared-unit",
    severity: Severity::Error,
    summary: "a quantity without a declared unit is compared with a number",
    explanation: "Whether 80 is much depends on the unit. Where the rule declares none, results may come in any: say it with `unit`, and they are converted.",
    wrong: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity }
when: weight > 80"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weight: { find: vitals, pick: latest, path: $.valueQuantity, as: quantity, unit: kg }
when: weight > 80"##,
    ),
};
