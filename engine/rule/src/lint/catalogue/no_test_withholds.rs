//! A card that every test shows.

use super::TestedRule;
use engine_syntax::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "no-test-withholds",
    severity: Severity::Warning,
    summary: "a card that no test has not show",
    explanation: "A card that shows in each test may show for everyone. Clinicians pass over cards that they see too often, the right ones too. A test of a patient who needs none proves that the condition holds some back.",
    wrong: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: an old result fires\n    patient: []\n    each: [ { set: { age: 50 }, expect: { cards: [ { id: overdue } ] } } ]\n",
    ),
    right: Example::Test(
        "rule: example\ntoday: 2026-01-15\ntests:\n  - name: an old result fires\n    patient: []\n    each: [ { set: { age: 50 }, expect: { cards: [ { id: overdue } ] } } ]\n  - name: nobody, no card\n    patient: []\n    expect: { cards: [] }\n",
    ),
};

pub(super) fn check(tested: &TestedRule<'_>, diagnostics: &mut Diagnostics) {
    for card in tested.cards() {
        let id = card.id.as_str();
        if tested.answers.iter().all(|answer| answer.may_show(id)) {
            let diagnostic = Diagnostic::new(&CHECK, card.id.span(), format!("no test has the card `{id}` not show"));
            diagnostics.push(diagnostic.help("add a patient for whom it doesn't, as `expect: { cards: [] }`"));
        }
    }
}
