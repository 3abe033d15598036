//! A quantity without a declared unit beside a bare number.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "undeclared-unit",
    severity: Severity::Error,
    summary: "a quantity without a declared unit is compared with a number",
    explanation: "Whether 150 is much depends on the unit. Where the rule declares none, laboratories may report in any: say it with `unit`, and results are converted.",
    wrong: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}
values:
  glucose: { find: labs, pick: latest, path: $.valueQuantity, as: quantity }
when: glucose > 150"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}
values:
  glucose: { find: labs, pick: latest, path: $.valueQuantity, as: quantity, unit: mg/dL }
when: glucose > 150"##,
    ),
};
