//! Two files that define one name differently.
//!
//! Reported where includes are gathered: engine/syntax/src/include.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "include-clash",
    severity: Severity::Error,
    summary: "two files that define one name differently",
    explanation: "The rule would use one definition while its reader has the other before the eyes. Rename one.",
    wrong: Example::Keys(
        r##"include: [ ../common/shared.yaml ]
values:
  is_adult: count(problems) > 3
when: is_adult"##,
    ),
    right: Example::Keys(
        r##"include: [ ../common/shared.yaml ]
when: is_adult"##,
    ),
};
