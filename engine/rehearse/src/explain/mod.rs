//! Explains one decision, step by step: which data were asked for and came, what each value was and where it came from, how each condition turned out,
//! and which cards show and why.
//!
//! Knows the result of a rehearsed call. It is for whoever writes a rule, on their own machine: unlike everything that is served, it shows the patient's data.

mod condition;
mod json;
mod text;

pub use condition::ConditionLine;

use crate::harness::RunResult;
use engine_fhir::{Document, Node};
use engine_rule::{
    frame::trace::{EvaluatedCondition, RulePart, Trace},
    plan::Plan,
};

/// A decision to be explained.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'e> {
    /// The rule.
    pub plan: &'e Plan,
    /// The call's result, with a trace of the decision.
    pub result: &'e RunResult,
    /// The day on which it was run.
    pub today: &'e str,
    /// What the hook was about, as `Type/id`, where it was about one thing.
    pub about: Option<&'e str>,
}

impl Explanation<'_> {
    /// For people; in colour for a terminal.
    pub fn text(&self, is_coloured: bool) -> String {
        text::render(self, is_coloured)
    }

    /// For machines.
    pub fn json(&self) -> serde_json::Value {
        json::render(self)
    }

    fn trace(&self) -> Option<&Trace> {
        self.result.report.trace.as_ref()
    }

    /// The cards of the rule, in the file's order.
    fn cards(&self) -> Vec<CardExplanation<'_>> {
        let shown = self.shown();
        let card = |id| {
            let its = shown.iter().filter(|card| card.id == id);
            CardExplanation { id, shown: its.cloned().collect(), asked: self.asked_of(id) }
        };
        self.plan.card_ids().map(card).collect()
    }

    /// The cards that were shown, in the answer's order.
    fn shown(&self) -> Vec<ShownCard> {
        let Ok(answer) = &self.result.answer else { return Vec::new() };
        let Ok(body) = Document::parse(&answer.decision.body) else { return Vec::new() };
        let cards = body.root().get("cards").into_iter().flat_map(Node::elements);
        let text = |card: Node<'_>, name: &str| card.get(name).and_then(Node::as_text).unwrap_or_default().into_owned();
        let shown = |(card, node): (&engine_rule::plan::ShownCard, Node<'_>)| ShownCard {
            id: card.id.clone(),
            summary: text(node, "summary"),
            indicator: text(node, "indicator"),
        };
        answer.decision.cards.iter().zip(cards).map(shown).collect()
    }

    /// The conditions of a card, with those of its paragraphs and suggestions.
    fn asked_of(&self, id: &str) -> Vec<&EvaluatedCondition> {
        let mut is_its = false;
        let asked = self.trace().into_iter().flat_map(|trace| &trace.conditions);
        asked
            .filter(|asked| {
                is_its = match &asked.part {
                    RulePart::Card(card) => card == id,
                    RulePart::Rule | RulePart::Loop | RulePart::SystemAction => false,
                    RulePart::Paragraph | RulePart::Suggestion | RulePart::Action => is_its,
                };
                is_its
            })
            .collect()
    }

    /// The conditions of the rule as a whole, of its loops, or of its system actions.
    fn asked_for(&self, part: &RulePart) -> Vec<&EvaluatedCondition> {
        self.trace().into_iter().flat_map(|trace| &trace.conditions).filter(|asked| asked.part == *part).collect()
    }
}

/// A card, and why it was shown or not.
struct CardExplanation<'e> {
    id: &'e str,
    /// Each time it was shown.
    shown: Vec<ShownCard>,
    asked: Vec<&'e EvaluatedCondition>,
}

/// A card as it was shown.
#[derive(Clone)]
struct ShownCard {
    id: String,
    summary: String,
    indicator: String,
}
