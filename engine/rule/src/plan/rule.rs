//! A compiled rule: typed, immutable, shared by all calls.
//!
//! Knows what the rule is and asks. Must never know how its text was read, or the data of a call.

use super::{
    card::{Card, action::Action},
    condition::Condition,
    definition::Definition,
    prefetch::planned::PlannedEntry,
};
use crate::value::slot::Slot;
use engine_hooks::catalogue::Hook;
use engine_smart::required::required_scopes;
use engine_syntax::{
    model::{Access, Mode},
    source::{FileId, Span},
};

/// A rule, ready to run.
#[derive(Debug)]
pub struct Plan {
    /// The file it was compiled from.
    pub file: FileId,
    /// The service id.
    pub id: String,
    /// The rule's version.
    pub version: String,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: String,
    /// `usageRequirements`
    pub usage_requirements: Option<String>,
    /// The hooks it answers.
    pub hooks: Vec<Hook>,
    /// `hookVersion`, where the rule names one.
    pub hook_version: Option<String>,
    /// `mode`
    pub mode: Mode,
    /// `access`
    pub access: Access,
    /// Its queries, each after those that it depends on. [`Data::entries`](crate::frame::data::Data::entries) has the same order.
    pub entries: Vec<PlannedEntry>,
    /// How it decides.
    pub(crate) logic: Logic,
}

/// How a rule decides: everything by slot, nothing by name.
#[derive(Debug)]
pub(crate) struct Logic {
    /// The name of each slot of a frame.
    pub(crate) names: Vec<String>,
    /// The fields of the context that expressions use.
    pub(crate) context_fields: Vec<(String, Slot)>,
    /// The slot of each entry, in the plan's order.
    pub(crate) entry_slots: Vec<Slot>,
    /// `values`, in the file's order.
    pub(crate) values: Vec<Definition>,
    /// `when` of the file.
    pub(crate) when: Option<Condition>,
    /// `cards`
    pub(crate) cards: Vec<Card>,
    /// `systemActions`
    pub(crate) system_actions: Vec<Action>,
}

impl Plan {
    /// The SMART scopes that its queries require, and no more, sorted.
    pub fn required_scopes(&self) -> Vec<String> {
        /// Any id: scopes name no patient.
        const PATIENT: &str = "1";
        let queries: Vec<_> = self.entries.iter().map(|entry| (entry.template.outline(PATIENT), entry.resolved_names())).collect();
        required_scopes(queries.iter().map(|(query, resolved)| (query, resolved.as_slice())), Some(PATIENT))
    }

    /// The ids of its cards.
    pub fn card_ids(&self) -> impl Iterator<Item = &str> {
        self.logic.cards.iter().map(Card::id)
    }

    /// Every expression that it asks as a condition: where it stands, and as written.
    pub fn conditions(&self) -> Vec<(Span, String)> {
        let Logic { values, when, cards, system_actions, .. } = &self.logic;
        let mut conditions: Vec<&Condition> = when.iter().collect();
        values.iter().for_each(|value| value.conditions(&mut conditions));
        cards.iter().for_each(|card| card.conditions(&mut conditions));
        system_actions.iter().for_each(|action| action.conditions(&mut conditions));
        let questions = conditions.into_iter().flat_map(Condition::questions);
        questions.map(|question| (question.text.span(), question.text.as_str().to_owned())).collect()
    }
}
