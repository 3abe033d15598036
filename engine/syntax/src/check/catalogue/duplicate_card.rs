//! Two cards with the same id.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-card",
    severity: Severity::Error,
    summary: "two cards with the same id",
    explanation: "Tests, audit and feedback speak of a card by its id, so each card of a file needs its own.",
    wrong: Example::Keys(
        r##"cards:
  - { id: a, summary: One, indicator: info, source: { label: Clinic } }
  - { id: a, summary: Two, indicator: info, source: { label: Clinic } }"##,
    ),
    right: Example::Keys(
        r##"cards:
  - { id: a, summary: One, indicator: info, source: { label: Clinic } }
  - { id: b, summary: Two, indicator: info, source: { label: Clinic } }"##,
    ),
};
