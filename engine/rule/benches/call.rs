//! The whole pure path of a call on a real request (index, request, scope check, evaluate, render), beside building a `serde_json::Value` of the same bytes.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use criterion::{Criterion, criterion_group, criterion_main};
use engine_fhir::{Document, date::Clock};
use engine_hooks::{
    catalogue::Catalogue,
    prefetch::{Filled, Values},
    request::Request,
};
use engine_rule::{
    data::{Data, Entry},
    plan::Plan,
    rule_set::RuleSet,
    source::Sources,
};
use engine_smart::{cover, scope::Scopes};
use std::hint::black_box;

const REQUEST: &str = include_str!("data/cds-connect-Cher186_Crooks415.json");
const RULE: &str = include_str!("../../../rules/records/record-counts.yaml");
const SCOPE: &str = "user/Patient.read user/Condition.read user/MedicationRequest.read";

fn compare(criterion: &mut Criterion) {
    let compact = serde_json::to_vec(&serde_json::from_str::<serde_json::Value>(REQUEST).expect("JSON")).expect("JSON");
    let mut sources = Sources::default();
    sources.add("records/record-counts.yaml", RULE);
    let (rules, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    assert!(!diagnostics.has_errors());
    let plan = rules.find("record-counts").expect("the rule");
    let clock = Clock::system(jiff::tz::TimeZone::UTC);
    assert!(call(&compact, plan, &clock).contains("conditions 7, medication requests 4"));

    let mut group = criterion.benchmark_group("request of 11 KB");
    group.bench_function("serde_json::Value", |bencher| {
        bencher.iter(|| serde_json::from_slice::<serde_json::Value>(black_box(&compact)).expect("JSON"))
    });
    group.bench_function("index", |bencher| bencher.iter(|| Document::parse(black_box(compact.as_slice())).expect("JSON")));
    group.bench_function("whole call", |bencher| bencher.iter(|| call(black_box(&compact), plan, &clock)));
    group.finish();
}

/// What the server does between the bytes of a request and those of its answer, but for HTTP.
fn call(body: &[u8], plan: &Plan, clock: &Clock) -> String {
    let document = Document::parse(body).expect("JSON");
    let hooks: Vec<_> = plan.hooks.iter().collect();
    let request = Request::read(&document, &hooks).expect("a request");
    check_scope(plan, &request, clock);
    let prefetch = request.prefetch.expect("prefetch");
    let entries = plan.entries.iter().map(|entry| prefetch.get(&entry.name).map_or(Entry::NotHad, Entry::Had)).collect();
    let data = Data::new(Some(request.root), Some(request.context), entries);
    plan.evaluate(&data, clock).body
}

fn check_scope(plan: &Plan, request: &Request<'_>, clock: &Clock) {
    let scopes = Scopes::parse(SCOPE);
    for entry in &plan.entries {
        let values = Values { context: request.context, entry: &|_| None, clock };
        let Ok(Filled::Query(query)) = entry.template.fill(values) else { panic!("a query") };
        cover::check(&query, &scopes, request.patient_id.as_deref(), &[]).expect("covered");
    }
}

criterion_group!(benches, compare);
criterion_main!(benches);
