//! Suggestions without `selectionBehavior`.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "missing-selection-behavior",
    severity: Severity::Error,
    summary: "suggestions without `selectionBehavior`",
    explanation: "An EHR must know whether one suggestion or several may be taken (CDS Hooks 2.0.1, card attributes); without it the card is invalid and may not be shown.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    suggestions: [ { label: Order } ]
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions: [ { label: Order } ]
"##,
    ),
};
