//! What is fetched, how, and what becomes of it when the FHIR server misbehaves.

mod fake;
mod hostile;
mod order;

use super::*;
use crate::outbound::{self, Names};
use engine_call::{
    CallLimits,
    gather::{DocumentArena, EntryData, Gathering, Prefetched},
};
use engine_fhir::{Document, Node, date::Clock};
use engine_hooks::catalogue::Catalogue;
use engine_rule::{plan::PlannedEntry, rule_set::RuleSet, source::Sources};
use fake::{Answer, Fake};
use jiff::tz::TimeZone;
use std::time::Instant;

const LABS: &str = "Observation?patient={{context.patientId}}";

/// A call of `patient-view` for patient 123 that was granted access.
struct Call {
    base: String,
    scope: &'static str,
    prefetch: String,
    limits: CallLimits,
    deadline: Duration,
    has_token: bool,
}

impl Call {
    fn to(base: &str) -> Call {
        let limits = CallLimits { response: 100_000, ..CallLimits::default() };
        let deadline = Duration::from_secs(2);
        Call { base: base.to_owned(), scope: "user/*.rs", prefetch: "{}".to_owned(), limits, deadline, has_token: true }
    }

    /// The outcome of each entry, in a word or two.
    async fn outcomes(&self, entries: &[(&str, &str)]) -> Vec<String> {
        self.outcomes_through(&Gates::new(16), entries).await
    }

    async fn outcomes_through(&self, gates: &Gates, entries: &[(&str, &str)]) -> Vec<String> {
        let body = format!(
            r#"{{"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{{"userId":"Practitioner/1","patientId":"123"}},"prefetch":{}}}"#,
            self.prefetch
        );
        let document = Document::parse(body).unwrap();
        let catalogue = Catalogue::hl7();
        let request = Request::read(&document, &[catalogue.find("patient-view", None).unwrap()]).unwrap();
        let entries = planned(entries);
        let prefetched: Vec<Prefetched<'_>> = entries
            .iter()
            .map(|entry| request.prefetch.and_then(|prefetch| prefetch.get(&entry.name)).map_or(Prefetched::Absent, Prefetched::Resource))
            .collect();
        let (client, clock, arena) = (outbound::client(&Names::default()).unwrap(), Clock::system(TimeZone::UTC), DocumentArena::default());
        let backends = Backends::default();
        let http = HttpSource { deadline: self.deadline, client: &client, gates, backends: &backends, caller: &Caller::ThisMachine };
        let grant = AccessGrant {
            server: Server::new(&self.base, "secret-token", &http).unwrap(),
            scopes: Scopes::parse(self.scope),
            scope: self.scope.to_owned(),
            patient: Some("123".to_owned()),
        };
        let gathering = Gathering {
            entries: &entries,
            request: &request,
            access: &http,
            grant: self.has_token.then_some(&grant),
            limits: &self.limits,
            clock: &clock,
            arena: &arena,
        };
        gathering.run(&prefetched).await.iter().map(|gathered| outcome_name(&gathered.data)).collect()
    }

    /// What became of one query, with gates that remember.
    async fn through(&self, gates: &Gates) -> String {
        self.outcomes_through(gates, &[("entry", LABS)]).await.remove(0)
    }

    async fn one(&self, template: &str) -> String {
        self.outcomes(&[("entry", template)]).await.remove(0)
    }
}

/// The entries of a rule with these queries.
fn planned(written: &[(&str, &str)]) -> Vec<PlannedEntry> {
    let prefetch: String = written.iter().map(|(name, template)| format!("  {name}: '{template}'\n")).collect();
    let mut sources = Sources::default();
    sources.add(
        "rule.yaml",
        format!(
            "id: rule\nhook: patient-view\nversion: 1.0.0\ndescription: Asks.\nsource: {{ label: Clinic }}\nprefetch:\n{prefetch}\
             cards: [ {{ id: a, summary: Asked, indicator: info }} ]\n"
        ),
    );
    let (rules, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let entries = rules.find("rule").unwrap().entries.clone();
    assert!(entries.iter().map(|entry| entry.name.as_str()).eq(written.iter().map(|(name, _)| *name)), "in the order written");
    entries
}

/// `had 2` (entries), `had Patient`, `empty`, or why not.
fn outcome_name(data: &EntryData<'_>) -> String {
    match data {
        Ok(Some(node)) if node.get("entry").is_some() => format!("had {}", node.get("entry").map_or(0, Node::len)),
        Ok(Some(node)) => format!("had {}", node.resource_type().unwrap_or_default()),
        Ok(None) => "empty".to_owned(),
        Err(why) => why.name().to_owned(),
    }
}

fn bundle(ids: &[&str], next: Option<&str>) -> String {
    let entries: Vec<String> =
        ids.iter().map(|id| format!(r#"{{"fullUrl":"http://h/{id}","resource":{{"resourceType":"Observation","id":"{id}"}}}}"#)).collect();
    let link = next.map_or_else(String::new, |next| format!(r#""link":[{{"relation":"next","url":"{next}"}}],"#));
    format!(r#"{{"resourceType":"Bundle","type":"searchset",{link}"entry":[{}]}}"#, entries.join(","))
}

#[tokio::test]
async fn what_is_absent_is_asked_for_with_the_token() {
    let fake = Fake::start(|_| Answer::Resource(r#"{"resourceType":"Patient","id":"123"}"#.to_owned()));
    assert_eq!(Call::to(&fake.base).one("Patient/{{context.patientId}}").await, "had Patient");
    let head = fake.heads().remove(0).to_ascii_lowercase();
    assert!(head.starts_with("get /fhir/patient/123 "), "{head}");
    for header in ["authorization: bearer secret-token", "accept: application/fhir+json", "prefer: handling=strict"] {
        assert!(head.contains(&format!("{header}\r\n")), "{header}: {head}");
    }
}

#[tokio::test]
async fn a_read_that_finds_nothing_is_empty_and_a_search_that_is_not_found_is_not() {
    for status in ["404 Not Found", "410 Gone"] {
        let fake = Fake::start(move |_| Answer::Raw(fake::response(status, "Content-Type: application/fhir+json", b"{}")));
        assert_eq!(Call::to(&fake.base).one("Patient/{{context.patientId}}").await, "empty");
        assert_eq!(Call::to(&fake.base).one(LABS).await, "answered-otherwise");
    }
}

#[tokio::test]
async fn all_entries_are_asked_for_at_once() {
    let fake = Fake::start(|_| {
        std::thread::sleep(Duration::from_millis(300));
        Answer::Resource(bundle(&["a"], None))
    });
    let begun = Instant::now();
    let outcomes = Call::to(&fake.base).outcomes(&[("a", LABS), ("b", LABS), ("c", LABS), ("d", LABS)]).await;
    assert_eq!(outcomes, ["had 1"; 4]);
    assert!(begun.elapsed() < Duration::from_millis(900), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn without_a_token_nothing_is_asked() {
    let fake = Fake::start(|_| Answer::Resource(bundle(&["a"], None)));
    let call = Call { has_token: false, ..Call::to(&fake.base) };
    assert_eq!(call.one(LABS).await, "no-token");
    assert!(fake.heads().is_empty());
}

#[tokio::test]
async fn a_server_elsewhere_is_never_asked() {
    assert_eq!(Call::to("http://192.0.2.1/fhir").one(LABS).await, "server-not-allowed");
}

#[tokio::test]
async fn pages_are_joined() {
    let fake = Fake::start(|path| match path {
        "/fhir/Observation?patient=123" => Answer::Resource(bundle(&["a", "b"], Some("?page=2"))),
        "/fhir/?page=2" => Answer::Resource(bundle(&["c"], None)),
        _ => Answer::Hang,
    });
    assert_eq!(Call::to(&fake.base).one(LABS).await, "had 3");
}

#[tokio::test]
async fn a_count_bounds_the_pages() {
    let fake = Fake::start(|_| Answer::Resource(bundle(&["a", "b"], Some("?more"))));
    assert_eq!(Call::to(&fake.base).one("Observation?patient={{context.patientId}}&_count=2").await, "had 2");
    assert_eq!(fake.heads().len(), 1);
}

#[tokio::test]
async fn an_entry_has_so_many_resources_at_most() {
    let fake = Fake::start(|path| match path {
        "/fhir/Observation?patient=123" => Answer::Resource(bundle(&["a", "b"], Some("?page=2"))),
        _ => Answer::Resource(bundle(&["c"], None)),
    });
    let call = |resources| Call { limits: CallLimits { resources, ..CallLimits::default() }, ..Call::to(&fake.base) };
    assert_eq!(call(3).one(LABS).await, "had 3");
    assert_eq!(call(2).one(LABS).await, "too-many-resources");
    assert_eq!(call(1).one(LABS).await, "too-many-resources");
}

#[tokio::test]
async fn the_rest_of_a_prefetched_search_is_fetched_or_it_cannot_be_had() {
    let fake = Fake::start(|_| Answer::Resource(bundle(&["c"], None)));
    let prefetch = format!(r#"{{"entry":{}}}"#, bundle(&["a", "b"], Some("?page=2")));
    let call = Call { prefetch: prefetch.clone(), ..Call::to(&fake.base) };
    assert_eq!(call.one(LABS).await, "had 3");
    let call = Call { prefetch, has_token: false, ..Call::to(&fake.base) };
    assert_eq!(call.one(LABS).await, "no-token");
}
