//! `codes` or `as: code` of a type that has no main code.
//!
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/find/codes.rs
//! Reported while an extraction or a find is compiled: engine/rule/src/extract/reading/mod.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "no-main-code",
    severity: Severity::Error,
    summary: "a main code is asked of a type that has none",
    explanation: "`codes`, and `as: code` without a path, go by a resource's main code, as `Observation.code` or `Immunization.vaccineCode`. This type has none: name the element with `path`.",
    wrong: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  sex: { from: patient, as: code }
when: present(sex)
"##,
    ),
    right: Example::Keys(
        r##"prefetch:
  patient: Patient/{{context.patientId}}
values:
  sex: { from: patient, path: $.gender, as: code }
when: present(sex)
"##,
    ),
};
