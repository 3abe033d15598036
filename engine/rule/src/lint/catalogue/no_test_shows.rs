//! A card that no test shows.

use super::TestedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "no-test-shows",
    severity: Severity::Warning,
    summary: "a card that no test shows",
    explanation: "A card that never showed in a test may never show at all: a condition too many, a unit that doesn't convert, and nobody would notice.",
    wrong: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: nobody, no card\n    patient: []\n    expect: { cards: [] }\n",
    ),
    right: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: an old result fires\n    patient: []\n    each: [ { set: { age: 50 }, expect: { cards: [ { id: overdue } ] } } ]\n  - name: nobody, no card\n    patient: []\n    expect: { cards: [] }\n",
    ),
};

pub(super) fn check(tested: &TestedRule<'_>, diagnostics: &mut Diagnostics) {
    for card in tested.cards() {
        let id = card.id.as_str();
        if !tested.answers.iter().any(|answer| answer.may_show(id)) {
            let diagnostic = Diagnostic::new(&CHECK, card.id.span(), format!("no test shows the card `{id}`"));
            diagnostics.push(diagnostic.help(format!("add a patient for whom it shows: `expect: {{ cards: [ {{ id: {id} }} ] }}`")));
        }
    }
}
