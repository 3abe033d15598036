//! The trace of a rule that decided.

use super::{
    Plan,
    overrides::{OverrideError, Overrides},
};
use crate::{
    frame::{
        data::{Data, EntryData},
        trace::{ConditionForm, RulePart, Trace, ValueOrigin, ValueTrace},
    },
    rule_set::RuleSet,
    value::truth::Truth,
};
use engine_fhir::{Document, date::Clock};
use engine_hooks::catalogue::Catalogue;
use engine_syntax::source::Sources;
use jiff::{civil, tz::TimeZone};
use std::sync::Arc;

const RULE: &str = "
id: rule
hook: patient-view
version: 1.0.0
description: For tests.
source: { label: Clinic }
prefetch:
  patient: Patient/{{context.patientId}}
  labs: { query: 'Observation?patient={{context.patientId}}', required: false }
values:
  age: { from: patient, path: $.birthDate, as: age }
  result: { find: labs, having: $.valueQuantity, pick: latest }
  a1c: { from: result, path: $.valueQuantity, as: quantity, unit: '%' }
when:
  all: [ 'age >= 18 && age < 90', { any: [ a1c > 7, missing(a1c) ] } ]
cards:
  - id: high
    when: present(a1c) && a1c > 8
    summary: High
    indicator: info
  - { id: always, summary: Seen, indicator: info }
";

const PATIENT: &str = r#"{"resourceType":"Patient","id":"p","birthDate":"1970-01-01"}"#;
const LABS: &str = r#"{"resourceType":"Bundle","entry":[
  {"resource":{"resourceType":"Observation","id":"old","effectiveDateTime":"2020-01-01","valueQuantity":{"value":9,"code":"%"}}},
  {"resource":{"resourceType":"Observation","id":"new","effectiveDateTime":"2025-01-01","valueQuantity":{"value":7.5,"code":"%"}}}]}"#;

fn plan() -> Arc<Plan> {
    let mut sources = Sources::default();
    sources.add("rule.yaml", RULE);
    let (rules, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    rules.find("rule").unwrap().clone()
}

fn examined(labs: Option<&str>, overrides: &str) -> Trace {
    let (plan, clock) = (plan(), Clock::fixed(civil::date(2026, 1, 15), TimeZone::UTC));
    let documents = [PATIENT, labs.unwrap_or("null"), overrides].map(|text| Document::parse(text).unwrap());
    let labs = if labs.is_some() { EntryData::Available(documents[1].root()) } else { EntryData::Unavailable };
    let data = Data::new(None, None, vec![EntryData::Available(documents[0].root()), labs]);
    let mut values = Overrides::default();
    for (name, json) in documents[2].root().members() {
        values.set(&plan, &name, json).unwrap();
    }
    plan.examine(&data, &clock, &values).1
}

fn value<'t>(trace: &'t Trace, name: &str) -> &'t ValueTrace {
    trace.values.iter().find(|value| value.name == name).unwrap()
}

/// Each expression that was asked, with its truth.
fn expressions_asked(trace: &Trace) -> Vec<String> {
    let expressions = trace.conditions.iter().flat_map(|asked| asked.condition.expressions());
    expressions
        .map(|condition| match (&condition.form, &condition.truth) {
            (ConditionForm::Expression { text, .. }, Truth::Unknown(reason)) => format!("{text}: {reason}"),
            (ConditionForm::Expression { text, .. }, truth) => format!("{text}: {truth:?}"),
            _ => String::new(),
        })
        .collect()
}

#[test]
fn a_value_says_where_it_came_from() {
    let trace = examined(Some(LABS), "{}");
    let a1c = value(&trace, "a1c");
    assert_eq!(a1c.value.to_string(), "7.5 %");
    let origin =
        ValueOrigin { source: "labs".to_owned(), resource: Some("Observation/new".to_owned()), path: "$.valueQuantity".to_owned() };
    assert_eq!(a1c.origins, [origin]);
    assert_eq!(value(&trace, "age").origins[0].path, "$.birthDate");
    assert_eq!(value(&trace, "result").value.to_string(), "Observation/new");
    assert_eq!(value(&trace, "result").looked_at, Some(2));
}

#[test]
fn every_part_of_a_condition_is_traced_even_where_it_no_longer_matters() {
    let trace = examined(Some(LABS), "{}");
    let expected = ["age >= 18: True", "age < 90: True", "a1c > 7: True", "missing(a1c): False", "present(a1c): True", "a1c > 8: False"];
    assert_eq!(expressions_asked(&trace), expected);
    assert_eq!(
        trace.conditions.iter().map(|asked| asked.part.clone()).collect::<Vec<_>>(),
        [RulePart::Rule, RulePart::Card("high".to_owned())]
    );
    let sides = trace.conditions[1].condition.expressions().into_iter().find_map(|condition| match &condition.form {
        ConditionForm::Expression { sides, .. } => sides.clone(),
        _ => None,
    });
    assert_eq!(sides.map(|(left, symbol, right)| format!("{left} {symbol} {right}")), Some("7.5 % > 8".to_owned()));
}

#[test]
fn what_was_missing_is_named() {
    let trace = examined(None, "{}");
    assert_eq!(expressions_asked(&trace)[2], "a1c > 7: labs is unknown: its query could not be answered");
    assert_eq!(trace.conditions.len(), 1, "no card is asked where the rule doesn't fire");
}

#[test]
fn a_value_may_be_overridden() {
    let trace = examined(Some(LABS), r#"{"age":17,"a1c":"9 %"}"#);
    assert_eq!(&expressions_asked(&trace)[..3], ["age >= 18: False", "age < 90: True", "a1c > 7: True"]);
    assert!(value(&trace, "a1c").is_overridden && value(&trace, "a1c").origins.is_empty());
    assert_eq!(expressions_asked(&examined(Some(LABS), r#"{"a1c":null}"#))[3], "missing(a1c): True");
}

#[test]
fn what_cannot_be_overridden_is_an_error() {
    let (plan, document) = (plan(), Document::parse(r#"{"a":"x"}"#).unwrap());
    let json = document.root().get("a").unwrap();
    assert_eq!(Overrides::default().set(&plan, "ag", json), Err(OverrideError::UnknownValue));
    let expected = "quantity in %".to_owned();
    assert_eq!(Overrides::default().set(&plan, "a1c", json), Err(OverrideError::WrongType { expected }));
}
