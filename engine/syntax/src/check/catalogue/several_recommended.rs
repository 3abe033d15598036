//! Two recommended suggestions of which only one may be taken.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "several-recommended",
    severity: Severity::Error,
    summary: "two recommended suggestions under `at-most-one`",
    explanation: "CDS Hooks 2.0.1 lets several suggestions be recommended only where several may be taken. An EHR that pre-selects what is recommended would have to choose by itself.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: at-most-one
    suggestions:
      - { label: Measure it now, isRecommended: true }
      - { label: Measure it next month, isRecommended: true }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: at-most-one
    suggestions:
      - { label: Measure it now, isRecommended: true }
      - { label: Measure it next month }
"##,
    ),
};
