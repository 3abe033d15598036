//! A compiled rule: typed, immutable, shared by all calls.

use super::{
    card::{Card, Shown, ShownCard, action::Action},
    condition::{Condition, decide},
    definition::Definition,
    prefetch::planned::PlannedEntry,
    supposed::Supposed,
    writing::write_array,
};
use crate::{
    frame::{
        Frame,
        bundle::{context_field_value, read_value, search_value},
        data::Data,
        fuel::Exhausted,
        trace::{Part, Place, Snapshot, Trace, ValueTrace, Watch},
    },
    value::{slot::Slot, truth::Truth},
};
use engine_fhir::{date::Clock, query::Query, writer::JsonWriter};
use engine_hooks::catalogue::Hook;
use engine_smart::required::required_scopes;
use engine_syntax::{
    model::{Access, Mode},
    source::{FileId, Span},
};

/// Room for the answer of most rules, a few cards, so that it needn't move while it grows.
const ANSWER_BYTES: usize = 4096;

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
    /// Its queries, each after those that it depends on. [`Data::entries`] has the same order.
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

/// What a rule decided for one call.
#[derive(Debug)]
pub struct Decision {
    /// The answer's body: `{"cards": […], "systemActions": […]}`.
    pub body: String,
    /// The cards shown: id in the file, and the uuid given.
    pub cards: Vec<ShownCard>,
    /// How many system actions there are.
    pub system_actions: usize,
    /// How many summaries were cut at 139 characters.
    pub cut_summaries: usize,
    /// How much of a call's fuel it took.
    pub fuel_spent: u32,
}

impl Plan {
    /// The least SMART scopes that cover all its queries, sorted.
    pub fn least_scopes(&self) -> Vec<String> {
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

    /// Decides. Pure: the same data and clock give the same cards, uuids aside. The error: it would take too long.
    pub fn evaluate<'d>(&'d self, data: &'d Data<'d>, clock: &'d Clock) -> Result<Decision, Exhausted> {
        let mut frame = Frame::new(self.logic.names.len(), clock, data);
        self.fill(&mut frame);
        for value in &self.logic.values {
            value.run(&mut frame);
        }
        self.decide(&mut frame)
    }

    /// Decides as [`Plan::evaluate`] does, but for the values that are supposed, and tells how it came to decide so.
    pub fn examine<'d>(&'d self, data: &'d Data<'d>, clock: &'d Clock, supposed: &Supposed<'d>) -> (Result<Decision, Exhausted>, Trace) {
        let mut frame = Frame::new(self.logic.names.len(), clock, data);
        frame.watch = Some(Watch::new(&self.logic.names));
        self.fill(&mut frame);
        let mut values = Vec::with_capacity(self.logic.values.len());
        for (index, value) in self.logic.values.iter().enumerate() {
            match supposed.get(index) {
                Some(supposed) => frame.set(value.slot, supposed.clone()),
                None => value.run(&mut frame),
            }
            values.push(frame.fuel.unmetered(|| self.trace_value(value, supposed.get(index).is_some(), &frame)));
        }
        let decision = self.decide(&mut frame);
        let conditions = frame.watch.map(Watch::into_asked).unwrap_or_default();
        (decision, Trace { values, conditions })
    }

    fn trace_value(&self, value: &Definition, is_supposed: bool, frame: &Frame<'_>) -> ValueTrace {
        let names = &self.logic.names;
        let entries = || self.entries.iter().map(|entry| entry.name.as_str());
        let places = if is_supposed { Vec::new() } else { value.places(frame) };
        ValueTrace {
            name: names[value.slot.0 as usize].clone(),
            value: Snapshot::of(frame.peek(value.slot), names),
            places: places.into_iter().filter_map(|node| Place::of(node, frame.data, entries())).collect(),
            expression: value.expression().filter(|_| !is_supposed).map(str::to_owned),
            looked_at: value.looked_at(frame).filter(|_| !is_supposed),
            is_supposed,
        }
    }

    fn fill<'d>(&'d self, frame: &mut Frame<'d>) {
        let data = frame.data;
        for (field, slot) in &self.logic.context_fields {
            frame.set(*slot, context_field_value(data.context.and_then(|context| context.get(field))));
        }
        for ((planned, slot), entry) in self.entries.iter().zip(&self.logic.entry_slots).zip(&data.entries) {
            let value = match planned.template.query() {
                Query::Read { .. } => read_value(entry),
                Query::Search(search) => search_value(entry, search.resource_type),
            };
            frame.set(*slot, value);
        }
    }

    /// What was written on fuel that ran out would lack what was not reached; it is no decision.
    fn decide<'d>(&'d self, frame: &mut Frame<'d>) -> Result<Decision, Exhausted> {
        let decision = self.write(frame);
        frame.fuel.check().map(|()| decision)
    }

    fn write<'d>(&'d self, frame: &mut Frame<'d>) -> Decision {
        let fires = self.logic.when.as_ref().is_none_or(|when| decide(when, &Part::Rule, Vec::new, frame) == Truth::True);
        let mut shown = Shown::default();
        let mut writer = JsonWriter::with_capacity(ANSWER_BYTES);
        writer.begin_object();
        writer.name("cards");
        writer.begin_array();
        for card in self.logic.cards.iter().filter(|_| fires) {
            card.write(frame, &mut writer, &mut shown);
        }
        writer.end_array();
        let system_actions = if fires { self.write_system_actions(frame, &mut writer) } else { 0 };
        writer.end_object();
        Decision {
            body: writer.finish(),
            cards: shown.cards,
            system_actions,
            cut_summaries: shown.cut_summaries,
            fuel_spent: frame.fuel.spent(),
        }
    }

    /// Writes `systemActions`, unless there are none; how many there are.
    fn write_system_actions<'d>(&'d self, frame: &mut Frame<'d>, writer: &mut JsonWriter) -> usize {
        write_array("systemActions", writer, |writer| self.logic.system_actions.iter().map(|action| action.write(frame, writer)).sum())
    }
}
