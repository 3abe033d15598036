//! A card: what a clinician sees (CDS Hooks 2.0.1, "Card Attributes"). Each of its parts is a file.
//!
//! Knows what the specification asks of a card. Must never know other cards, or whether a rule fires.

pub(crate) mod action;
pub(crate) mod coding;
pub(crate) mod detail;
pub(crate) mod indicator;
pub(crate) mod link;
mod markup;
pub(crate) mod source;
pub(crate) mod suggestion;
mod summary;
#[cfg(test)]
mod tests;

use super::{
    block::Block,
    condition::Condition,
    context::RuleContext,
    template::{Template, escape},
    writing::{write_array, write_each},
};
use crate::frame::{Frame, trace::RulePart};
use coding::Coding;
use detail::Detail;
use engine_fhir::writer::JsonWriter;
use engine_hooks::card::SelectionBehavior;
use engine_syntax::model;
use indicator::IndicatorChoice;
use link::Link;
use source::CardSource;
use suggestion::Suggestion;

/// A card that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCard {
    /// Its `id` in the file.
    pub id: String,
    /// The uuid that this call gave it.
    pub uuid: String,
}

/// A compiled card.
#[derive(Debug)]
pub(crate) struct Card {
    id: String,
    block: Block,
    summary: Template,
    detail: Detail,
    indicator: IndicatorChoice,
    source: CardSource,
    suggestions: Vec<Suggestion>,
    selection_behavior: Option<SelectionBehavior>,
    override_reasons: Vec<Coding>,
    links: Vec<Link>,
}

/// What was shown so far in one call.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) cards: Vec<ShownCard>,
    pub(crate) cut_summaries: usize,
}

impl Card {
    /// Compiles a card; `None` where a mistake has been reported. `source` is the file's own, for a card that names none.
    pub(crate) fn compile(card: &model::Card, source: Option<&model::Source>, context: &mut RuleContext<'_>) -> Option<Card> {
        context.in_block(|context| Card::compile_in_block(card, source, context))
    }

    fn compile_in_block(card: &model::Card, source: Option<&model::Source>, context: &mut RuleContext<'_>) -> Option<Card> {
        let block = Block::compile(RulePart::Card(card.id.as_str().to_owned()), &card.block, context);
        let summary = summary::compile(&card.summary, context);
        let detail = Detail::compile(&card.detail, context);
        let indicator = IndicatorChoice::compile(&card.indicator, context);
        let source = CardSource::compile(card, source, context);
        let suggestions = context.each(&card.suggestions, Suggestion::compile);
        let override_reasons = context.each(&card.override_reasons, Coding::compile);
        let links = context.each(&card.links, Link::compile);
        Some(Card {
            id: card.id.as_str().to_owned(),
            block: block?,
            summary: summary?,
            detail: detail?,
            indicator: indicator?,
            source: source?,
            suggestions: suggestions?,
            selection_behavior: card.selection_behavior.as_ref().map(|behavior| behavior.value),
            override_reasons: override_reasons?,
            links: links?,
        })
    }

    /// Its `id` in the file.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The conditions that it asks.
    pub(crate) fn conditions<'c>(&'c self, found: &mut Vec<&'c Condition>) {
        self.block.conditions(found);
        self.detail.conditions(found);
        self.suggestions.iter().for_each(|suggestion| suggestion.conditions(found));
    }

    /// Writes the card once for each iteration whose `when` is true.
    pub(crate) fn write<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter, shown: &mut Shown) {
        write_each(&self.block, frame, writer, &mut |frame, writer| {
            self.write_one(frame, writer, shown);
            true
        });
    }

    fn write_one<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter, shown: &mut Shown) {
        let uuid = uuid::Uuid::new_v4().to_string();
        let mut summary = self.summary.shown(frame);
        shown.cut_summaries += usize::from(escape::cut_summary(&mut summary));
        writer.begin_object();
        writer.member("uuid", &uuid);
        writer.member("summary", &summary);
        self.detail.write(frame, writer);
        writer.member("indicator", self.indicator.choose(frame).as_str());
        self.source.write(frame, writer);
        self.write_suggestions(frame, writer);
        write_array("overrideReasons", writer, |writer| {
            self.override_reasons.iter().for_each(|reason| reason.write(frame, writer));
            self.override_reasons.len()
        });
        write_array("links", writer, |writer| self.links.iter().map(|link| usize::from(link.write(frame, writer))).sum());
        writer.end_object();
        shown.cards.push(ShownCard { id: self.id.clone(), uuid });
    }

    fn write_suggestions<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter) {
        let write = |writer: &mut JsonWriter| self.suggestions.iter().map(|suggestion| suggestion.write(frame, writer)).sum();
        let written = write_array("suggestions", writer, write);
        if let Some(behavior) = self.selection_behavior.filter(|_| written > 0) {
            writer.member("selectionBehavior", behavior.as_str());
        }
    }
}
