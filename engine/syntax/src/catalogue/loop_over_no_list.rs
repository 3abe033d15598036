//! `for` over something that isn't a list.
//!
//! Reported while a rule is compiled: engine/rule/src/plan/block.rs

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "loop-over-no-list",
    severity: Severity::Error,
    summary: "`for` over something that is no list",
    explanation: "`for` takes one turn for each element of a list, or for each row of a table. A single value has no elements: use it as it is.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    detail:
      - for: { year: age }
        text: '{{ year }}'
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    detail:
      - for: { problem: problems }
        text: A problem
"##,
    ),
};
