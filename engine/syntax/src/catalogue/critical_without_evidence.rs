//! A critical card that shows no evidence.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::Rule,
};

/// See the module.
pub static CHECK: Check = Check {
    name: "critical-without-evidence",
    severity: Severity::Warning,
    summary: "a critical card that shows no evidence",
    explanation: "A critical card interrupts. Whoever is interrupted must be able to look up why, or will soon override all of them alike. Link the guideline under `links`, or give `source` a `url`.",
    wrong: Example::Keys(
        r##"source: { label: Clinic }
cards: [ { id: a, summary: HbA1c is overdue, indicator: critical } ]
"##,
    ),
    right: Example::Keys(
        r##"source: { label: Clinic, url: 'https://clinic.example.org/hba1c' }
cards: [ { id: a, summary: HbA1c is overdue, indicator: critical } ]
"##,
    ),
};

/// Looks for a critical card that shows its reader nothing to check it against: neither a link nor the address of its source.
pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for card in rule.cards.iter().filter(|card| card.indicator.as_str() == "critical" && card.links.is_empty()) {
        if card.source.as_ref().or(rule.source.as_ref()).is_none_or(|source| source.url.is_none()) {
            let diagnostic = Diagnostic::new(&CHECK, card.indicator.span(), "a critical card shows no evidence");
            diagnostics.push(diagnostic.help("add a link to the guideline under `links`, or a `url` to `source`"));
        }
    }
}
