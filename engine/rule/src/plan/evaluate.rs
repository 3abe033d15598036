//! How a compiled rule decides a call: it fills a frame with the call's data, sets each value in turn, and writes the answer.
//!
//! Evaluation is pure: the same data and clock give the same answer, uuids aside. Must never know where the data came from, or parse anything of the rule.

use super::{
    card::{Shown, ShownCard},
    condition::decide,
    definition::Definition,
    overrides::Overrides,
    rule::Plan,
    writing::write_array,
};
use crate::{
    frame::{
        Frame,
        bundle::{context_field_value, read_value, search_value},
        data::Data,
        fuel::Exhausted,
        trace::{RulePart, Snapshot, Trace, ValueOrigin, ValueTrace, Watch},
    },
    value::truth::Truth,
};
use engine_fhir::{date::Clock, query::Query, writer::JsonWriter};

/// Room for the answer of most rules, a few cards, so that it needn't move while it grows.
const ANSWER_BYTES: usize = 4096;

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
    /// Decides. Pure: the same data and clock give the same cards, uuids aside. The error: it would take too long.
    pub fn evaluate<'d>(&'d self, data: &'d Data<'d>, clock: &'d Clock) -> Result<Decision, Exhausted> {
        let mut frame = Frame::new(self.logic.names.len(), clock, data);
        self.fill(&mut frame);
        for value in &self.logic.values {
            value.run(&mut frame);
        }
        self.decide(&mut frame)
    }

    /// Decides as [`Plan::evaluate`] does, but with the values that are overridden, and gives a trace of how it came to decide so.
    pub fn examine<'d>(&'d self, data: &'d Data<'d>, clock: &'d Clock, overrides: &Overrides<'d>) -> (Result<Decision, Exhausted>, Trace) {
        let mut frame = Frame::new(self.logic.names.len(), clock, data);
        frame.watch = Some(Watch::new(&self.logic.names));
        self.fill(&mut frame);
        let mut values = Vec::with_capacity(self.logic.values.len());
        for (index, value) in self.logic.values.iter().enumerate() {
            match overrides.get(index) {
                Some(instead) => frame.set(value.slot, instead.clone()),
                None => value.run(&mut frame),
            }
            values.push(frame.look_aside(|| self.trace_value(value, overrides.get(index).is_some(), &frame)));
        }
        let decision = self.decide(&mut frame);
        let (conditions, is_cut) = frame.watch.map(Watch::into_conditions).unwrap_or_default();
        (decision, Trace { values, conditions, is_cut })
    }

    fn trace_value(&self, value: &Definition, is_overridden: bool, frame: &Frame<'_>) -> ValueTrace {
        let names = &self.logic.names;
        let entries = || self.entries.iter().map(|entry| entry.name.as_str());
        let places = if is_overridden { Vec::new() } else { value.places(frame) };
        ValueTrace {
            name: names[value.slot.0 as usize].clone(),
            value: Snapshot::of(frame.peek(value.slot), names),
            origins: places.into_iter().filter_map(|node| ValueOrigin::of(node, frame.data, entries())).collect(),
            expression: value.expression().filter(|_| !is_overridden).map(str::to_owned),
            looked_at: value.looked_at(frame).filter(|_| !is_overridden),
            is_overridden,
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

    /// An answer that was cut short because fuel ran out is no decision.
    fn decide<'d>(&'d self, frame: &mut Frame<'d>) -> Result<Decision, Exhausted> {
        let decision = self.write(frame);
        frame.fuel.check().map(|()| decision)
    }

    fn write<'d>(&'d self, frame: &mut Frame<'d>) -> Decision {
        let fires = self.logic.when.as_ref().is_none_or(|when| decide(when, &RulePart::Rule, Vec::new, frame) == Truth::True);
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
