//! No text makes the compiler panic, and what lints clean runs on whatever data a server may send: wrong shapes included.

#![allow(clippy::expect_used)]

mod choices;
mod mutation;
mod record;
mod rules;

use choices::Choices;
use engine_fhir::{Document, date::Clock};
use engine_hooks::catalogue::Catalogue;
use engine_rule::{
    frame::data::{Data, EntryData},
    plan::{Decision, Plan, overrides::Overrides},
    rule_set::RuleSet,
};
use proptest::prelude::*;
use record::Record;
use serde_json::Value;
use std::sync::OnceLock;

/// CDS Hooks 2.0.1: a summary has fewer than 140 characters.
const SUMMARY_LIMIT: usize = 140;

fn right_rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| {
        let (rules, diagnostics) = RuleSet::compile(&rules::sources(), &Catalogue::hl7());
        let messages: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert!(messages.is_empty(), "{messages:#?}");
        rules
    })
}

/// Answers a call with data of any shape, and checks the answer, which must be the same where somebody watches.
fn check_answer(plan: &Plan, choices: &mut Choices) {
    let mut record = Record::new(choices, rules::codings());
    let context = Document::parse(record.context(&plan.hooks).to_string()).expect("JSON");
    let entries: Vec<Option<Document>> =
        plan.entries.iter().map(|entry| record.entry(entry).map(|json| Document::parse(json.to_string()).expect("JSON"))).collect();
    let is_had = entries.iter().map(|document| match document {
        Some(document) if document.root().is_null() => EntryData::Empty,
        Some(document) => EntryData::Available(document.root()),
        None => EntryData::Unavailable,
    });
    let data = Data::new(None, Some(context.root()), is_had.collect());
    let clock = Clock::fixed(jiff::civil::date(2026, 1, 15), jiff::tz::TimeZone::UTC);
    let decision = plan.evaluate(&data, &clock).expect("fuel enough");
    let body: Value = serde_json::from_str(&decision.body).expect("an answer in JSON");
    let cards = body["cards"].as_array().expect("cards");
    assert_eq!(cards.len(), decision.cards.len());
    let (watched, _) = plan.examine(&data, &clock, &Overrides::default());
    let watched = watched.expect("fuel enough");
    assert_eq!(watched.fuel_spent, decision.fuel_spent, "{}", plan.id);
    assert_eq!(without_uuids(&watched), without_uuids(&decision), "{}", plan.id);
    for card in cards {
        let summary = card["summary"].as_str().expect("a summary");
        assert!(summary.chars().count() < SUMMARY_LIMIT, "{}: {summary}", plan.id);
        assert!(card["source"]["label"].is_string(), "{}: {card}", plan.id);
    }
}

/// The answer's body, whose cards and suggestions have fresh uuids in each call.
fn without_uuids(decision: &Decision) -> Value {
    let mut body: Value = serde_json::from_str(&decision.body).expect("an answer in JSON");
    for card in body["cards"].as_array_mut().into_iter().flatten() {
        card["uuid"].take();
        for suggestion in card["suggestions"].as_array_mut().into_iter().flatten() {
            suggestion["uuid"].take();
        }
    }
    body
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_compiler_panic(text in "(?s)[ -~\n\t{}\\[\\]:#&*!|>'\"%@é\u{feff}]{0,200}") {
        for path in ["a.yaml", "valuesets/a.yaml", "tables/a.yaml", "common/a.yaml"] {
            rules::compile_alone(path, &text);
        }
    }

    #[test]
    fn no_slip_in_a_right_file_makes_the_compiler_panic(tape in choices::tape()) {
        let (path, text) = mutation::of_a_right_file(&mut Choices::new(&tape));
        rules::compile_among_others(&path, &text);
    }

    #[test]
    fn what_lints_clean_answers_whatever_data_comes(tape in choices::tape()) {
        let mut choices = Choices::new(&tape);
        let plans: Vec<_> = right_rules().served().collect();
        check_answer(plans[choices.below(plans.len())], &mut choices);
    }

    #[test]
    fn what_still_lints_clean_after_a_slip_answers_too(tape in choices::tape()) {
        let mut choices = Choices::new(&tape);
        let (path, text) = mutation::of_a_right_file(&mut choices);
        let rules = rules::compile_among_others(&path, &text);
        for plan in rules.iter().flat_map(RuleSet::served) {
            check_answer(plan, &mut choices);
        }
    }
}
