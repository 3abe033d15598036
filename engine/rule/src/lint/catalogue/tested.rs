//! A rule beside its tests, as checks look at it: whether they show what it does, each card once shown and once not.

use engine_syntax::{
    diagnostic::Diagnostics,
    model::{
        Card, Json, JsonKind, Rule,
        test_file::{Expect, TestFile},
    },
};

/// A rule and what its tests expect.
pub(crate) struct TestedRule<'t> {
    /// As written.
    pub(super) rule: &'t Rule,
    /// Whether there is a test file of it.
    pub(super) has_tests: bool,
    /// The answers that its tests expect, where they say which cards come.
    pub(super) answers: Vec<ExpectedCards<'t>>,
    /// Whether its file has errors, so that its cards may be others than are meant.
    has_errors: bool,
}

/// The cards that a test expects, all of them.
pub(super) struct ExpectedCards<'t>(&'t [Json]);

impl<'t> TestedRule<'t> {
    /// The rule with those of `tests` that name it, after `found` was found.
    pub(crate) fn new(rule: &'t Rule, tests: &'t [TestFile], found: &Diagnostics) -> TestedRule<'t> {
        let own: Vec<&TestFile> = tests.iter().filter(|tests| tests.rule.as_str() == rule.id.as_str()).collect();
        TestedRule {
            rule,
            has_tests: !own.is_empty(),
            answers: own.iter().flat_map(|tests| tests.expectations()).filter_map(ExpectedCards::of).collect(),
            has_errors: found.has_errors_in(rule.span.file),
        }
    }

    /// The cards that tests are to show and to withhold; none of a rule without tests, or with errors.
    pub(super) fn cards(&self) -> impl Iterator<Item = &'t Card> {
        let cards = if self.has_tests && !self.has_errors { self.rule.cards.as_slice() } else { &[] };
        cards.iter()
    }
}

impl<'t> ExpectedCards<'t> {
    /// The cards that are expected, where that is said.
    fn of(expect: &'t Expect) -> Option<ExpectedCards<'t>> {
        match &expect.cards.as_ref().filter(|_| expect.is_of_an_answer())?.kind {
            JsonKind::Array(cards) => Some(ExpectedCards(cards)),
            _ => None,
        }
    }

    /// Whether the card `id` may be among them. A card that is expected without an id may be any.
    pub(super) fn may_show(&self, id: &str) -> bool {
        self.0.iter().any(|expected| match expected.member("id").map(|id| &id.kind) {
            Some(JsonKind::Text(expected)) => expected.as_str() == id,
            _ => true,
        })
    }
}
