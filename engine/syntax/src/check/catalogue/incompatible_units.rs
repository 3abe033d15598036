//! Units that don't convert.

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
