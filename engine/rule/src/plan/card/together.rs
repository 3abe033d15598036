//! Cards that always show together and contradict each other.

use crate::plan::context::RuleContext;
use engine_hooks::card::Indicator;
use engine_syntax::{
    check::catalogue::contradicting_indicators,
    diagnostic::Diagnostic,
    model::{Card, Condition},
};

/// Warns of a card for information beside a critical one under the same condition.
pub(crate) fn report_contradictions(cards: &[Card], context: &mut RuleContext<'_>) {
    for (index, card) in cards.iter().enumerate() {
        if let Some(other) = cards[..index].iter().find(|other| contradict(other, card)) {
            let message =
                format!("`{}` and `{}` always show together, one critical and one for information", other.id.as_str(), card.id.as_str());
            let diagnostic = Diagnostic::new(&contradicting_indicators::CHECK, card.indicator.span(), message)
                .related(other.indicator.span(), "the other's indicator")
                .help("give each a `when` of its own, or make one card of them");
            context.report(diagnostic);
        }
    }
}

fn contradict(one: &Card, other: &Card) -> bool {
    let indicators = [one, other].map(|card| Indicator::parse(card.indicator.as_str()));
    matches!(indicators, [Some(Indicator::Info), Some(Indicator::Critical)] | [Some(Indicator::Critical), Some(Indicator::Info)])
        && [one, other].iter().all(|card| card.repeat.variables.is_empty() && card.repeat.values.is_empty())
        && one.repeat.when.as_ref().map(written) == other.repeat.when.as_ref().map(written)
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
