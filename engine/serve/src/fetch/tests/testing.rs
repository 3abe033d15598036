//! What the tests of fetching share: a call whose entries are gathered, the rule that has them, and what a FHIR server answers.

use crate::{
    backend::Backends,
    fetch::{HttpAccess, Server},
    outbound::{self, Gates, Names},
    trust::Caller,
};
use engine_call::{
    AccessGrant, CallLimits,
    gather::{DocumentArena, EntryData, Gathering, Prefetched},
};
use engine_fhir::{Document, Node, date::Clock};
use engine_hooks::{catalogue::Catalogue, request::Request};
use engine_rule::{plan::PlannedEntry, rule_set::RuleSet};
use engine_smart::scope::Scopes;
use engine_syntax::source::Sources;
use jiff::tz::TimeZone;
use std::time::Duration;

pub(super) const LABS: &str = "Observation?patient={{context.patientId}}";

/// A call of `patient-view` for patient 123 that was granted access.
pub(super) struct Call {
    pub(super) base: String,
    pub(super) scope: &'static str,
    pub(super) prefetch: String,
    pub(super) limits: CallLimits,
    pub(super) deadline: Duration,
    pub(super) has_token: bool,
}

impl Call {
    pub(super) fn to(base: &str) -> Call {
        let limits = CallLimits { response: 100_000, ..CallLimits::default() };
        let deadline = Duration::from_secs(2);
        Call { base: base.to_owned(), scope: "user/*.rs", prefetch: "{}".to_owned(), limits, deadline, has_token: true }
    }

    /// The outcome of each entry, in a word or two.
    pub(super) async fn outcomes(&self, entries: &[(&str, &str)]) -> Vec<String> {
        self.outcomes_through(&Gates::new(16), entries).await
    }

    pub(super) async fn outcomes_through(&self, gates: &Gates, entries: &[(&str, &str)]) -> Vec<String> {
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
        let http = HttpAccess { deadline: self.deadline, client: &client, gates, backends: &backends, caller: &Caller::ThisMachine };
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

    /// The outcome of one query through gates that remember earlier calls.
    pub(super) async fn through(&self, gates: &Gates) -> String {
        self.outcomes_through(gates, &[("entry", LABS)]).await.remove(0)
    }

    pub(super) async fn one(&self, template: &str) -> String {
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

pub(super) fn bundle(ids: &[&str], next: Option<&str>) -> String {
    let entries: Vec<String> =
        ids.iter().map(|id| format!(r#"{{"fullUrl":"http://h/{id}","resource":{{"resourceType":"Observation","id":"{id}"}}}}"#)).collect();
    let link = next.map_or_else(String::new, |next| format!(r#""link":[{{"relation":"next","url":"{next}"}}],"#));
    format!(r#"{{"resourceType":"Bundle","type":"searchset",{link}"entry":[{}]}}"#, entries.join(","))
}
