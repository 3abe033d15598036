//! A card without a source.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};

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

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for card in rule.cards.iter().filter(|card| card.source.is_none() && rule.source.is_none()) {
        let diagnostic = Diagnostic::new(&CHECK, card.id.span(), "a card must say whose advice it is");
        diagnostics.push(diagnostic.help("add `source: { label: …, url: … }` to the card, or to the file for all its cards"));
    }
}
