//! Calls each rule on a record, in each context that the record gives its hooks, and notes what came of it in a line a rule.

use super::{AgeBand, CardPair, Sex, Simulated, SkipError, missing_values::MissingValues};
use crate::{ContextError, Documents, FhirAuthorization, Harness, HookContext, HookRequest, UnanswerableQuery, contexts, patient};
use engine_call::Refusal;
use engine_fhir::{Document, date::Clock, record::Record, search::ValueSets};
use engine_hooks::catalogue::Hook;
use engine_rule::plan::{Decision, Plan, overrides::Overrides};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Instant,
};

/// Rules, and what they are simulated with.
pub struct Simulation<'s> {
    rules: Vec<SimulatedRule<'s>>,
    value_sets: &'s (dyn ValueSets + Sync),
    clock: &'s Clock,
    is_timed: bool,
}

/// A rule, and the scope that its calls are granted.
struct SimulatedRule<'s> {
    plan: &'s Plan,
    scope: String,
}

/// A record, and the cards that its calls showed so far.
struct RecordCalls<'v> {
    record: &'v Record<'v>,
    patient_id: &'v str,
    /// By name and version of the hook.
    contexts: HashMap<(String, Option<String>), Result<Vec<HookContext>, ContextError>>,
    shown: BTreeMap<FiredHook, Vec<Shown>>,
}

/// A hook that fired, and what it was about. Cards that are shown for the same one are shown together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FiredHook {
    hook: String,
    about: Option<String>,
}

/// A card that was shown, with the index of its rule.
struct Shown {
    rule: usize,
    card: String,
}

impl<'s> Simulation<'s> {
    /// A simulation of these rules, with the value sets that searches may name. `is_timed`: lines hold how long calls took.
    pub fn new(mut plans: Vec<&'s Plan>, value_sets: &'s (dyn ValueSets + Sync), clock: &'s Clock, is_timed: bool) -> Simulation<'s> {
        plans.sort_by(|one, other| one.id.cmp(&other.id));
        let rules = plans.into_iter().map(|plan| SimulatedRule { scope: plan.required_scopes().join(" "), plan }).collect();
        Simulation { rules, value_sets, clock, is_timed }
    }

    /// Simulates the rules on a record; gives a line for each rule, by id.
    pub fn run(&self, text: &str) -> Result<Vec<Simulated>, SkipError> {
        self.run_on(&Documents::parse(text).map_err(SkipError::Load)?)
    }

    /// Simulates the rules on the record of an NDJSON line, which must be a Bundle: a resource alone would pass for a patient of whom nothing else is known.
    pub fn run_line(&self, text: &str) -> Result<Vec<Simulated>, SkipError> {
        let documents = Documents::parse(text).map_err(SkipError::Load)?;
        match documents.lone_resource() {
            Some(resource_type) => Err(SkipError::NoBundle { resource_type }),
            None => self.run_on(&documents),
        }
    }

    fn run_on(&self, documents: &Documents) -> Result<Vec<Simulated>, SkipError> {
        let record = documents.record().map_err(SkipError::Load)?;
        let (person, patient_id) = patient(&record).map_err(SkipError::Patient)?;
        let (age, sex) = (AgeBand::of(person.node, self.clock), Sex::of(person.node));
        let mut calls = RecordCalls { record: &record, patient_id, contexts: HashMap::new(), shown: BTreeMap::new() };
        let mut lines = Vec::with_capacity(self.rules.len());
        for (index, rule) in self.rules.iter().enumerate() {
            let line = Simulated::new(rule.plan, patient_id, self.clock.today(), age, sex);
            lines.push(self.simulate(index, rule, line, &mut calls));
        }
        note_pairs(&calls.shown, &mut lines);
        Ok(lines)
    }

    fn simulate(&self, index: usize, rule: &SimulatedRule<'_>, mut line: Simulated, calls: &mut RecordCalls<'_>) -> Simulated {
        let mut missing_values = MissingValues::default();
        for hook in &rule.plan.hooks {
            let contexts = match calls.contexts(hook) {
                Ok(contexts) => contexts,
                Err(ContextError::Field { hook, field }) => {
                    line.cannot_fire.insert(hook, field);
                    continue;
                }
                // That the record is one patient's was checked before.
                Err(ContextError::Patient(_)) => continue,
            };
            for context in contexts {
                *line.calls.entry(hook.name.clone()).or_default() += 1;
                let authorization =
                    FhirAuthorization { scope: rule.scope.clone(), patient: Some(calls.patient_id.to_owned()), others: Vec::new() };
                let fired = FiredHook { hook: hook.name.clone(), about: context.about.clone() };
                let cards = self.call(rule.plan, &context.request(hook, authorization), calls.record, &mut line, &mut missing_values);
                calls.shown.entry(fired).or_default().extend(cards.into_iter().map(|card| Shown { rule: index, card }));
            }
        }
        line.missing = missing_values.into_missing();
        line
    }

    /// Runs a call and notes what came of it; gives the cards that were shown.
    fn call(
        &self,
        plan: &Plan,
        request: &HookRequest,
        record: &Record<'_>,
        line: &mut Simulated,
        missing_values: &mut MissingValues,
    ) -> BTreeSet<String> {
        let started = Instant::now();
        let harness = Harness { record: Some(record), value_sets: self.value_sets, clock: self.clock, is_open: false };
        let result = Document::parse(request.to_json()).map(|body| harness.run(plan, &body, Some(&Overrides::default())));
        if self.is_timed {
            line.nanoseconds.push(u64::try_from(started.elapsed().as_nanos()).unwrap_or(u64::MAX));
        }
        let answer = match result {
            Ok(result) if !result.unanswerable.is_empty() => {
                let messages: BTreeSet<String> = result.unanswerable.iter().map(UnanswerableQuery::to_string).collect();
                messages.into_iter().for_each(|message| *line.unanswerable.entry(message).or_default() += 1);
                return BTreeSet::new();
            }
            Ok(result) => {
                result.report.trace.iter().for_each(|trace| missing_values.note(trace));
                result.answer
            }
            Err(_) => Err(Refusal::Internal),
        };
        match answer {
            Ok(answer) => line.note(&answer.decision),
            Err(refusal) => {
                *line.refusals.entry(refusal.name().to_owned()).or_default() += 1;
                BTreeSet::new()
            }
        }
    }
}

impl RecordCalls<'_> {
    fn contexts(&mut self, hook: &Hook) -> Result<Vec<HookContext>, ContextError> {
        self.contexts.entry((hook.name.clone(), hook.version.clone())).or_insert_with(|| contexts(hook, self.record)).clone()
    }
}

impl Simulated {
    /// Counts what a call decided; gives the cards that were shown.
    fn note(&mut self, decision: &Decision) -> BTreeSet<String> {
        let cards: BTreeSet<String> = decision.cards.iter().map(|card| card.id.clone()).collect();
        for card in &cards {
            *self.cards.entry(card.clone()).or_default() += 1;
        }
        self.system_actions += u64::try_from(decision.system_actions).unwrap_or(u64::MAX);
        cards
    }
}

/// Notes each pair of cards that were shown together, in the line of the one whose rule is first.
fn note_pairs(shown: &BTreeMap<FiredHook, Vec<Shown>>, lines: &mut [Simulated]) {
    let mut pairs: BTreeMap<(usize, &str, String), u64> = BTreeMap::new();
    for cards in shown.values() {
        for (index, first) in cards.iter().enumerate() {
            for second in cards.iter().skip(index + 1) {
                let with = format!("{}/{}", lines[second.rule].rule, second.card);
                *pairs.entry((first.rule, &first.card, with)).or_default() += 1;
            }
        }
    }
    for ((rule, card, with), calls) in pairs {
        lines[rule].together.push(CardPair { card: card.to_owned(), with, calls });
    }
}
