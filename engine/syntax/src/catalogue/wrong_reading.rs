//! `as` reads an element as what it can't be.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/reading/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "wrong-reading",
    severity: Severity::Error,
    summary: "`as` reads an element as what it can't be",
    explanation: "A date can't be read out of a quantity, or a number out of a name: the value would be unknown for every patient. Read the element as what it is, or go on to the part that is meant.",
    wrong: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}
values:
  result: { find: labs, path: $.valueQuantity, as: date, pick: latest }
when: present(result)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  labs: Observation?patient={{context.patientId}}&code={{codes.hba1c}}
values:
  result: { find: labs, path: $.valueQuantity, as: quantity, pick: latest }
when: present(result)
"##,
    ),
};
