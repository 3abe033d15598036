//! What a call costs between the bytes of its request and those of its answer: as a whole and stage by stage, beside building a `serde_json::Value`
//! of the same bytes in the same run. HTTP is left out.

use criterion::Criterion;
use engine_fhir::{Document, date::Clock};
use engine_hooks::{
    catalogue::Catalogue,
    prefetch::{Filled, Values},
    request::Request,
};
use engine_rule::{
    frame::data::{Data, EntryData},
    plan::{Decision, Plan},
    rule_set::RuleSet,
};
use engine_smart::{cover, scope::Scopes};
use engine_syntax::source::Sources;
use jiff::tz::TimeZone;
use std::{error::Error, fmt::Write, hint::black_box};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const COUNTS: [(&str, &str); 1] = [("records/record-counts.yaml", include_str!("../../../rules/records/record-counts.yaml"))];
const A1C: [(&str, &str); 3] = [
    ("diabetes/a1c-overdue.yaml", include_str!("../../../rules/diabetes/a1c-overdue.yaml")),
    ("valuesets/diabetes-mellitus.yaml", include_str!("../../../rules/valuesets/diabetes-mellitus.yaml")),
    ("valuesets/hba1c.yaml", include_str!("../../../rules/valuesets/hba1c.yaml")),
];

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    measure("record of 11 KB", &COUNTS, &compact(include_str!("data/cds-connect-Cher186_Crooks415.json"))?, &mut criterion)?;
    measure("200 observations", &A1C, &observations(200)?, &mut criterion)?;
    criterion.final_summary();
    Ok(())
}

/// As a client sends it: without white space.
fn compact(json: &str) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(&serde_json::from_str::<serde_json::Value>(json)?)?)
}

/// A made-up patient with diabetes and so many results, every fifth of them an HbA1c.
fn observations(count: usize) -> Result<Vec<u8>> {
    let mut labs = String::new();
    for index in 0..count {
        let code = if index % 5 == 0 { "4548-4" } else { "2093-3" };
        let (year, month, separator) = (2010 + index / 20, 1 + index % 12, if index == 0 { "" } else { "," });
        write!(
            labs,
            r#"{separator}{{"resource":{{"resourceType":"Observation","id":"{index}","status":"final",
            "code":{{"coding":[{{"system":"http://loinc.org","code":"{code}","display":"A result"}}],"text":"A result"}},
            "subject":{{"reference":"Patient/1"}},"effectiveDateTime":"{year}-{month:02}-15T09:30:00-05:00",
            "valueQuantity":{{"value":7.{index},"unit":"%","system":"http://unitsofmeasure.org","code":"%"}}}}}}"#,
        )?;
    }
    compact(&format!(
        r#"{{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{{"userId":"Practitioner/1","patientId":"1"}},
        "prefetch":{{"patient":{{"resourceType":"Patient","id":"1","birthDate":"1950-06-15"}},
        "problems":{{"resourceType":"Bundle","entry":[{{"resource":{{"resourceType":"Condition","id":"1",
        "clinicalStatus":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}}]}},
        "code":{{"coding":[{{"system":"http://snomed.info/sct","code":"44054006"}}]}}}}}}]}},
        "labs":{{"resourceType":"Bundle","entry":[{labs}]}}}}}}"#
    ))
}

/// Measures the one rule among `files` on a request.
fn measure(name: &str, files: &[(&str, &str)], body: &[u8], criterion: &mut Criterion) -> Result<()> {
    let rules = compile(files)?;
    let plan = rules.served().next().ok_or("no rule")?;
    let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0")?;
    let clock = Clock::system(zone.clone());
    let scope = plan.required_scopes().join(" ");
    let document = Document::parse(body)?;
    let request = read(&document, plan)?;
    let data = data(&request, plan)?;
    if plan.evaluate(&data, &clock)?.cards.is_empty() {
        return Err("no card".into());
    }

    let mut group = criterion.benchmark_group(name);
    group.bench_function("serde_json::Value", |bencher| bencher.iter(|| serde_json::from_slice::<serde_json::Value>(black_box(body))));
    group.bench_function("whole call", |bencher| bencher.iter(|| call(black_box(body), plan, &scope, &zone)));
    group.bench_function("index", |bencher| bencher.iter(|| Document::parse(black_box(body))));
    group.bench_function("request", |bencher| bencher.iter(|| read(black_box(&document), plan)));
    group.bench_function("scope", |bencher| bencher.iter(|| check_scope(plan, black_box(&request), &scope, &clock)));
    group.bench_function("evaluate", |bencher| bencher.iter(|| plan.evaluate(black_box(&data), &clock)));
    group.finish();
    Ok(())
}

fn compile(files: &[(&str, &str)]) -> Result<RuleSet> {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(*path, *text);
    }
    let (rules, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    if diagnostics.has_errors() { Err("the rule has errors".into()) } else { Ok(rules) }
}

fn call(body: &[u8], plan: &Plan, scope: &str, zone: &TimeZone) -> Result<Decision> {
    let clock = Clock::system(zone.clone());
    let document = Document::parse(body)?;
    let request = read(&document, plan)?;
    check_scope(plan, &request, scope, &clock)?;
    Ok(plan.evaluate(&data(&request, plan)?, &clock)?)
}

fn read<'d>(document: &'d Document, plan: &Plan) -> Result<Request<'d>> {
    let hooks: Vec<_> = plan.hooks.iter().collect();
    Request::read(document, &hooks).map_err(|_| "not a request".into())
}

fn check_scope(plan: &Plan, request: &Request<'_>, scope: &str, clock: &Clock) -> Result<()> {
    let scopes = Scopes::parse(scope);
    let values = Values { context: request.context, entry: &|_| None, resources: &[], clock };
    for entry in &plan.entries {
        let Ok(Filled::Query(query)) = entry.template.fill(values) else { return Err("no query".into()) };
        cover::check(&query, &scopes, request.patient_id.as_deref(), &entry.resolved_names()).map_err(|_| "not covered")?;
    }
    Ok(())
}

fn data<'d>(request: &Request<'d>, plan: &Plan) -> Result<Data<'d>> {
    let prefetch = request.prefetch.ok_or("no prefetch")?;
    let entries = plan.entries.iter().map(|entry| prefetch.get(&entry.name).map_or(EntryData::Unavailable, EntryData::Available)).collect();
    Ok(Data::new(Some(request.root), Some(request.context), entries))
}
