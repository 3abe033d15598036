//! A condition that an earlier one rules out.
//!
//! Reported where all that is known of a condition comes together: engine/rule/src/scope/contradiction.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "excluded-condition",
    severity: Severity::Warning,
    summary: "a condition that an earlier one excludes",
    explanation: "A card is looked at only where the file's `when` is true, and a suggestion only where its card's is. A condition that can't be true there keeps what stands under it from ever showing.",
    wrong: Example::Keys(
        r##"cards:
  - id: overdue
    when: age < 12
    summary: HbA1c is overdue
    indicator: warning
    detail: [ { when: present(a1c), text: 'The last value was {{ a1c }}.' } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: overdue
    when: age < 65
    summary: HbA1c is overdue
    indicator: warning
    detail: [ { when: present(a1c), text: 'The last value was {{ a1c }}.' } ]
"##,
    ),
};
