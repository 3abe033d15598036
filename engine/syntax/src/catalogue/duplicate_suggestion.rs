//! Two suggestions of a card that read the same.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Card, Rule, Suggestion},
};

/// See the module.
pub static CHECK: Check = Check {
    name: "duplicate-suggestion",
    severity: Severity::Warning,
    summary: "two suggestions of a card with the same label",
    explanation: "A clinician sees the label of a suggestion before taking it, and no more. Of two that read the same nobody can tell which is meant, and an order that was not wanted is placed with one click. Say in each label what sets it apart.",
    wrong: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions:
      - { label: Order the test }
      - { label: Order the test }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - id: reminder
    summary: Check the patient
    indicator: info
    source: { label: Clinic }
    selectionBehavior: any
    suggestions:
      - { label: Order the test today }
      - { label: Order the test in three months }
"##,
    ),
};

pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    rule.cards.iter().for_each(|card| check_card(card, diagnostics));
}

fn check_card(card: &Card, diagnostics: &mut Diagnostics) {
    for (index, suggestion) in card.suggestions.iter().enumerate().filter(|(_, suggestion)| is_always_shown(suggestion)) {
        let label = suggestion.label.as_str();
        let is_same = |other: &&Suggestion| is_always_shown(other) && other.label.as_str() == label;
        if let Some(first) = card.suggestions.iter().take(index).find(is_same) {
            let diagnostic = Diagnostic::new(&CHECK, suggestion.label.span(), format!("two suggestions of this card read `{label}`"))
                .related(first.label.span(), "the first")
                .help("say in each label what sets it apart");
            diagnostics.push(diagnostic);
        }
    }
}

/// Suggestions that show only sometimes may exclude each other, and those with values of their own may print others under the same name.
fn is_always_shown(suggestion: &Suggestion) -> bool {
    let block = &suggestion.block;
    !suggestion.label.is_missing() && block.when.is_none() && block.variables.is_empty() && block.values.is_empty()
}
