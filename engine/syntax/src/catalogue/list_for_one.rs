//! A list where one value is meant.
//!
//! Reported while the types of operands are made to agree: engine/rule/src/expression/typing/comparable.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "list-for-one",
    severity: Severity::Error,
    summary: "a list stands where one value is meant",
    explanation: "A search may find several. Say which is meant (`pick: latest`, `first(list)`) or ask of all of them (`count`, `contains`, `any_in`).",
    wrong: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weights: { find: vitals, path: $.valueQuantity, as: quantity, unit: kg }
when: weights > 80"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  vitals: Observation?patient={{context.patientId}}&category=vital-signs
values:
  weights: { find: vitals, path: $.valueQuantity, as: quantity, unit: kg }
when: max(weights) > 80"##,
    ),
};
