//! Two cards that always show together, one critical and one for information.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "contradicting-indicators",
    severity: Severity::Warning,
    summary: "two cards that always show together, one critical and one for information",
    explanation: "A clinician who sees both can't tell how urgent it is. Mostly the conditions were meant to differ, or the cards to be one.",
    wrong: Example::Keys(
        r##"cards:
  - { id: a, when: age > 65, summary: One, indicator: info, source: { label: Clinic } }
  - { id: b, when: age > 65, summary: Two, indicator: critical, source: { label: Clinic, url: 'https://clinic.example.org/urgency' } }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - { id: a, when: age > 65, summary: One, indicator: info, source: { label: Clinic } }
  - { id: b, when: age > 80, summary: Two, indicator: critical, source: { label: Clinic, url: 'https://clinic.example.org/urgency' } }
"##,
    ),
};
