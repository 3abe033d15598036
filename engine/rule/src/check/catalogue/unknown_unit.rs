//! A unit that UCUM doesn't have.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "unknown-unit",
    severity: Severity::Error,
    summary: "a unit that UCUM doesn't have",
    explanation: "Units are UCUM codes, in which case matters: `mg/dL`, `mmol/L`, `%`, `10*9/L`. A unit that can't be read converts nothing, and every value would be unknown.",
    wrong: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code=http://loinc.org|4548-4
values:
  result: { find: labs, path: $.valueQuantity, as: quantity, unit: percent, pick: latest }
when: present(result)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code=http://loinc.org|4548-4
values:
  result: { find: labs, path: $.valueQuantity, as: quantity, unit: '%', pick: latest }
when: present(result)
"##,
    ),
};
