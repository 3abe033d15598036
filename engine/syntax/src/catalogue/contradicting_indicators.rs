//! Two cards that always show together, one critical and one for information.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Card, Condition, Rule},
};
use engine_hooks::card::Indicator;

/// See the module.
pub static CHECK: Check = Check {
    name: "contradicting-indicators",
    severity: Severity::Warning,
    summary: "two cards that always show together, one critical and one for information",
    explanation: "A clinician who sees both can't tell how urgent it is. Mostly the conditions were meant to differ, or the cards to be one.",
    wrong: Example::Keys(
        r##"cards:
  - { id: a, when: age > 65, summary: One, indicator: info, source: { label: Clinic } }
  - { id: b, when: age > 65, summary: Two, indicator: critical, source: { label: Clinic, url: 'https://clinic.example.org/urgency' } }
"##,
    ),
    right: Example::Keys(
        r##"cards:
  - { id: a, when: age > 65, summary: One, indicator: info, source: { label: Clinic } }
  - { id: b, when: age > 80, summary: Two, indicator: critical, source: { label: Clinic, url: 'https://clinic.example.org/urgency' } }
"##,
    ),
};

/// Looks for a card for information beside a critical one under the same condition.
pub(super) fn check(rule: &Rule, diagnostics: &mut Diagnostics) {
    for (index, card) in rule.cards.iter().enumerate() {
        if let Some(other) = rule.cards[..index].iter().find(|other| contradict(other, card)) {
            let message =
                format!("`{}` and `{}` always show together, one critical and one for information", other.id.as_str(), card.id.as_str());
            let diagnostic = Diagnostic::new(&CHECK, card.indicator.span(), message)
                .related(other.indicator.span(), "the other's indicator")
                .help("give each a `when` of its own, or make one card of them");
            diagnostics.push(diagnostic);
        }
    }
}

fn contradict(one: &Card, other: &Card) -> bool {
    let indicators = [one, other].map(|card| Indicator::parse(card.indicator.as_str()));
    matches!(indicators, [Some(Indicator::Info), Some(Indicator::Critical)] | [Some(Indicator::Critical), Some(Indicator::Info)])
        && [one, other].iter().all(|card| card.block.variables.is_empty() && card.block.values.is_empty())
        && one.block.when.as_ref().map(written) == other.block.when.as_ref().map(written)
}

/// A condition as written, spaces aside.
fn written(condition: &Condition) -> String {
    let (word, conditions) = match condition {
        Condition::Expression(text) => return text.as_str().split_whitespace().collect(),
        Condition::All(conditions) => ("all", conditions),
        Condition::Any(conditions) => ("any", conditions),
        Condition::None(conditions) => ("none", conditions),
    };
    format!("{word}[{}]", conditions.value.iter().map(written).collect::<Vec<_>>().join(","))
}
