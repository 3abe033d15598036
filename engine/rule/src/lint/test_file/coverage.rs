//! Whether the tests of a rule show what it does: each card once shown and once not.
//!
//! To be asked only in a folder that has tests: where there are none, nothing is known of how its rules are tested.

use engine_syntax::{
    check::catalogue::{no_test_file, no_test_shows, no_test_withholds},
    diagnostic::{Diagnostic, Diagnostics},
    model::{
        Card, Json, JsonKind, Mode, Rule,
        test_file::{Expect, TestFile},
    },
};

/// Warns of rules without tests, and of cards that no test shows, or that none withholds.
pub(crate) fn check<'r>(rules: impl Iterator<Item = &'r Rule>, tests: &[TestFile], diagnostics: &mut Diagnostics) {
    for rule in rules.filter(|rule| rule.mode != Mode::Off) {
        let own: Vec<&TestFile> = tests.iter().filter(|tests| tests.rule.as_str() == rule.id.as_str()).collect();
        if own.is_empty() {
            let message = format!("nothing tests `{}`", rule.id.as_str());
            let help = format!(
                "write `{}.test.yaml` beside it, with a patient for whom a card shows and one for whom none does",
                rule.id.as_str()
            );
            diagnostics.push(Diagnostic::new(&no_test_file::CHECK, rule.id.span(), message).help(help));
        } else if !diagnostics.has_errors_in(rule.span.file) {
            let answers: Vec<&[Json]> = own.iter().flat_map(|tests| tests.expectations()).filter_map(cards).collect();
            rule.cards.iter().for_each(|card| check_card(card, &answers, diagnostics));
        }
    }
}

/// The cards that are expected, where that is said.
fn cards(expect: &Expect) -> Option<&[Json]> {
    match &expect.cards.as_ref().filter(|_| expect.is_of_an_answer())?.kind {
        JsonKind::Array(cards) => Some(cards),
        _ => None,
    }
}

fn check_card(card: &Card, answers: &[&[Json]], diagnostics: &mut Diagnostics) {
    let id = card.id.as_str();
    if !answers.iter().any(|cards| cards.iter().any(|expected| may_be(expected, id))) {
        let diagnostic = Diagnostic::new(&no_test_shows::CHECK, card.id.span(), format!("no test shows the card `{id}`"));
        diagnostics.push(diagnostic.help(format!("add a patient for whom it shows: `expect: {{ cards: [ {{ id: {id} }} ] }}`")));
    }
    if !answers.iter().any(|cards| !cards.iter().any(|expected| may_be(expected, id))) {
        let diagnostic = Diagnostic::new(&no_test_withholds::CHECK, card.id.span(), format!("no test has the card `{id}` not show"));
        diagnostics.push(diagnostic.help("add a patient for whom it doesn't, as `expect: { cards: [] }`"));
    }
}

/// Whether an expected card is this one. One that is told by other members may be any.
fn may_be(expected: &Json, id: &str) -> bool {
    match expected.member("id").map(|id| &id.kind) {
        Some(JsonKind::Text(expected)) => expected.as_str() == id,
        _ => true,
    }
}
