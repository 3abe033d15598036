//! A card without a source.

use crate::check::{Check, Example, Severity};

/// See the module.
pub static CHECK: Check = Check {
    name: "missing-source",
    severity: Severity::Error,
    summary: "a card without a source",
    explanation: "A clinician must see whose advice a card gives (CDS Hooks 2.0.1: `source.label` is required).",
    wrong: Example::Keys(
        r##"source: null
cards: [ { id: reminder, summary: Check, indicator: info } ]"##,
    ),
    right: Example::Keys("cards: [ { id: reminder, summary: Check, indicator: info, source: { label: Clinic } } ]"),
};
