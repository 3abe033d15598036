//! Two recommended suggestions of which only one may be taken.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Card, Rule},
};
use engine_hooks::card::SelectionBehavior;

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

/// Under `at-most-one`, one suggestion at most may be the recommended one (CDS Hooks 2.0.1, "Suggestion": several may be "if card.selectionBehavior is any").
pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    let is_one_taken =
        |card: &&Card| card.selection_behavior.as_ref().is_some_and(|behavior| behavior.value == SelectionBehavior::AtMostOne);
    rule.cards.iter().filter(is_one_taken).for_each(|card| check_card(card, diagnostics));
}

/// Suggestions that show only sometimes may exclude each other.
fn check_card(card: &Card, diagnostics: &mut Diagnostics) {
    let always_shown =
        card.suggestions.iter().filter(|suggestion| suggestion.block.when.is_none() && suggestion.block.variables.is_empty());
    let mut recommended = always_shown.filter_map(|suggestion| suggestion.is_recommended.as_ref().filter(|flag| flag.value));
    let Some(first) = recommended.next() else { return };
    for other in recommended {
        let message = "only one of these suggestions may be taken, and two are recommended";
        let diagnostic = Diagnostic::new(&CHECK, other.span, message)
            .related(first.span, "the first")
            .help("recommend one of them, or let several be taken: `selectionBehavior: any`");
        diagnostics.push(diagnostic);
    }
}
