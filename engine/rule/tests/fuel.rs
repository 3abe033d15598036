//! No rule runs for long, whatever its loops and the data: it is refused, and says nothing that it has not finished.

#![allow(clippy::expect_used)]

use engine_fhir::{Document, date::Clock};
use engine_hooks::catalogue::Catalogue;
use engine_rule::{
    data::{Data, Entry},
    fuel::Exhausted,
    plan::{Decision, Plan},
    rule_set::RuleSet,
    source::Sources,
};
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

/// What a rule decides on so many observations.
fn decided(rest: &str, observations: usize) -> Result<Decision, Exhausted> {
    let entry = |index| format!(r#"{{"resource":{{"resourceType":"Observation","id":"o{index}","status":"final"}}}}"#);
    let entries: Vec<String> = (0..observations).map(entry).collect();
    let bundle = Document::parse(format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, entries.join(","))).expect("JSON");
    let (plan, clock) = (plan(rest), Clock::system(jiff::tz::TimeZone::UTC));
    plan.evaluate(&Data::new(None, None, vec![Entry::Had(bundle.root())]), &clock)
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
