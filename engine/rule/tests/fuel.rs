//! No rule runs for long, whatever its loops and the data: it is refused, and says nothing that it has not finished.

#![allow(clippy::expect_used)]

use engine_fhir::{Document, date::Clock};
use engine_hooks::catalogue::Catalogue;
use engine_rule::{
    frame::{
        data::{Data, EntryData},
        fuel::Exhausted,
        trace::{RulePart, Trace},
    },
    plan::{Decision, Plan, overrides::Overrides},
    rule_set::RuleSet,
};
use engine_syntax::source::Sources;
use std::sync::Arc;

const HEAD: &str = "id: rule
hook: patient-view
version: 1.0.0
description: Compares.
source: { label: Clinic }
prefetch: { labs: 'Observation?patient={{context.patientId}}' }
values:
  found: { find: labs }
";

fn plan(rest: &str) -> Arc<Plan> {
    let mut sources = Sources::default();
    sources.add("rule.yaml", format!("{HEAD}{rest}"));
    let (rules, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    rules.find("rule").expect("the rule").clone()
}

/// A Bundle of so many observations.
fn bundle(observations: usize) -> Document {
    let entry = |index| format!(r#"{{"resource":{{"resourceType":"Observation","id":"o{index}","status":"final"}}}}"#);
    let entries: Vec<String> = (0..observations).map(entry).collect();
    Document::parse(format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, entries.join(","))).expect("JSON")
}

/// What a rule decides on so many observations.
fn decided(rest: &str, observations: usize) -> Result<Decision, Exhausted> {
    let (plan, bundle, clock) = (plan(rest), bundle(observations), Clock::system(jiff::tz::TimeZone::UTC));
    plan.evaluate(&Data::new(None, None, vec![EntryData::Available(bundle.root())]), &clock)
}

/// What a rule decides on so many observations while it is watched, and its trace.
fn examined(rest: &str, observations: usize) -> (Result<Decision, Exhausted>, Trace) {
    let (plan, bundle, clock) = (plan(rest), bundle(observations), Clock::system(jiff::tz::TimeZone::UTC));
    plan.examine(&Data::new(None, None, vec![EntryData::Available(bundle.root())]), &clock, &Overrides::default())
}

const PAIRS: &str = "  pairs: { for: { one: found, other: found }, yield: 1 }
cards: [ { id: count, summary: '{{ count(pairs) }} pairs', indicator: info } ]
";

#[test]
fn pairs_are_compared_up_to_some_hundreds_and_more_are_refused() {
    let decision = decided(PAIRS, 300).expect("fuel enough");
    assert!(decision.body.contains("90000 pairs"), "{}", decision.body);
    assert_eq!(decided(PAIRS, 1000).unwrap_err(), Exhausted);
}

#[test]
fn loops_in_loops_end_whatever_they_multiply_to() {
    let fivefold = "  all: { for: { a: found, b: found, c: found, d: found, e: found }, yield: 1 }
cards: [ { id: count, summary: '{{ count(all) }}', indicator: info } ]
";
    assert_eq!(decided(fivefold, 1000).unwrap_err(), Exhausted);
}

#[test]
fn what_a_turn_looks_at_counts() {
    let finds = "  all: { for: { one: found }, values: { same: { find: labs, status: any } }, yield: count(same) }
cards: [ { id: count, summary: '{{ count(all) }}', indicator: info } ]
";
    assert!(decided(finds, 1000).is_ok());
    assert_eq!(decided(finds, 5000).unwrap_err(), Exhausted);
}

#[test]
fn an_answer_is_never_larger_than_anybody_could_read() {
    let cards = "cards: [ { id: each, for: { one: found, other: found }, summary: 'One more', indicator: info } ]
";
    assert_eq!(decided(cards, 50).expect("fuel enough").cards.len(), 2500);
    assert_eq!(decided(cards, 600).unwrap_err(), Exhausted);
}

/// Its loop takes most of the budget; then it looks for one observation again and again.
fn costly_finds() -> String {
    let finds: String = (0..100).map(|index| format!("  one{index}: {{ find: labs, status: any, pick: first }}\n")).collect();
    let used: Vec<String> = (0..100).map(|index| format!("present(one{index})")).collect();
    format!(
        "{finds}  all: {{ for: {{ one: found }}, values: {{ same: {{ find: labs, status: any }} }}, yield: count(same) }}
when: {}
cards: [ {{ id: count, summary: '{{{{ count(all) }}}}', indicator: info }} ]
",
        used.join(" && ")
    )
}

/// Its cards ask of long lists, and what they ask no longer matters for most of them.
const COSTLY_CONDITIONS: &str = "  all: { for: { one: found }, values: { same: { find: labs, status: any } }, yield: count(same) }
cards:
  - id: each
    for: { one: found }
    when: { any: [ count(found) > 1 && count(all) > 1, { none: [ count(found) > 2 ] }, count(all) > 3 ] }
    summary: One more
    indicator: info
";

#[test]
fn what_serves_within_its_budget_is_decided_alike_while_it_is_watched() {
    assert!(decided(&costly_finds(), 1930).is_ok());
    let (decision, trace) = examined(&costly_finds(), 1930);
    assert_eq!(decision.expect("fuel enough").cards.len(), 1);
    assert_eq!(trace.values.iter().find(|value| value.name == "one0").and_then(|one| one.looked_at), Some(1930));
}

#[test]
fn notes_are_bounded_whatever_loops_multiply_to_and_say_so() {
    let list = "  ids: { from: labs, path: '$.entry[*].resource.id', as: text }
  pairs: { for: { one: found, other: found }, when: { all: [ count(found) < 1, \"contains(ids, 'x')\" ] }, yield: 1 }
when: count(ids) > 0
cards: [ { id: count, summary: '{{ count(pairs) }}', indicator: info } ]
";
    let decision = decided(list, 300).expect("fuel enough");
    let (watched, trace) = examined(list, 300);
    assert_eq!(watched.expect("fuel enough").fuel_spent, decision.fuel_spent);
    assert!(trace.is_cut && trace.conditions.len() < 10_000, "{}", trace.conditions.len());
    assert_eq!(trace.conditions.iter().filter(|asked| asked.part == RulePart::Rule).count(), 1, "the rule's own is always there");
    assert!(!examined(list, 10).1.is_cut);
}

#[test]
fn every_part_of_a_condition_is_noted_and_none_of_the_notes_costs_anything() {
    let decision = decided(COSTLY_CONDITIONS, 100).expect("fuel enough");
    let (watched, trace) = examined(COSTLY_CONDITIONS, 100);
    let watched = watched.expect("fuel enough");
    assert_eq!((watched.cards.len(), watched.fuel_spent), (decision.cards.len(), decision.fuel_spent));
    assert!(decision.fuel_spent > 0);
    assert!(trace.conditions.iter().all(|asked| asked.condition.expressions().len() == 4));
}
