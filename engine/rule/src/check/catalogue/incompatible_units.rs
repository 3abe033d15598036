//! Units that don't convert.

use crate::{
    check::{Check, Example},
    diagnostic::Severity,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "incompatible-units",
    severity: Severity::Error,
    summary: "quantities whose units don't convert are compared or added",
    explanation: "A percentage is no concentration, and mass converts into substance only by a molar mass. Declare units that convert, with `unit` and `molarMass`.",
    wrong: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}
values:
  a1c: { find: labs, pick: latest, path: $.valueQuantity, as: quantity, unit: '%' }
  glucose: { find: labs, pick: latest, path: $.valueQuantity, as: quantity, unit: mg/dL }
when: a1c > glucose"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}
values:
  a1c: { find: labs, pick: latest, path: $.valueQuantity, as: quantity, unit: '%' }
  glucose: { find: labs, pick: latest, path: $.valueQuantity, as: quantity, unit: mg/dL }
when: a1c > 7"##,
    ),
};
