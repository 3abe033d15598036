//! Searches of one record, each with what FHIR's specification says it finds (`cases/`, and what its keys mean in `cases/README.md`).

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_fhir::{
    Document,
    bundle::{SearchMode, resources},
    date::Clock,
    query::{Query, Search},
    record::Record,
    search::ValueSets,
    search_parameter::{self, ElementPaths, ParameterKind},
    types,
};
use jiff::{civil::date, tz::TimeZone};
use serde::Deserialize;
use std::{fs, path::PathBuf};

mod properties;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    section: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    query: String,
    found: Option<String>,
    included: Option<String>,
    total: Option<usize>,
    #[serde(default)]
    next: bool,
    error: Option<String>,
    section: Option<String>,
    choice: Option<String>,
}

/// What a search of the table was answered with.
#[derive(Debug, PartialEq)]
enum Answer {
    Found { ids: Vec<String>, included: Vec<String>, total: usize, next: bool },
    Refused(String),
}

struct Known;

impl ValueSets for Known {
    fn knows(&self, value_set: &str) -> bool {
        matches!(value_set, "http://example.org/ValueSet/headaches" | "http://example.org/ValueSet/genders")
    }
    fn contains(&self, value_set: &str, system: Option<&str>, code: &str) -> bool {
        match value_set {
            "http://example.org/ValueSet/headaches" => (system, code) == (Some("http://acme.example.org/conditions"), "ha125"),
            _ => (system, code) == (None, "female"),
        }
    }
}

fn folder(name: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/search").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let named = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap());
    files.into_iter().map(named).filter(|(name, _)| !name.ends_with(".md")).collect()
}

fn documents() -> Vec<Document> {
    folder("record").iter().map(|(name, text)| Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"))).collect()
}

fn clock() -> Clock {
    Clock::fixed(date(2024, 6, 1), TimeZone::UTC)
}

fn parse(query: &str) -> Search<String> {
    match Query::parse(query) {
        Ok(Query::Search(search)) => search,
        other => panic!("{query}: {other:?}"),
    }
}

/// The answer, as whoever receives the Bundle sees it.
fn ask(record: &Record<'_>, query: &str) -> Answer {
    let found = match record.search(&parse(query), &clock(), &Known) {
        Ok(found) => found,
        Err(error) => return Answer::Refused(error.to_string()),
    };
    let bundle = found.to_bundle().unwrap();
    let (mut ids, mut included) = (Vec::new(), Vec::new());
    for entry in resources(bundle.root()) {
        let id = entry.resource.id().unwrap();
        match entry.mode {
            Some(SearchMode::Match) => ids.push(id.into_owned()),
            _ => included.push(format!("{}/{id}", entry.resource.resource_type().unwrap())),
        }
    }
    let total = bundle.root().get("total").unwrap().as_number().unwrap().parse().unwrap();
    Answer::Found { ids, included, total, next: engine_fhir::bundle::next_link(bundle.root()).is_some() }
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

impl Case {
    /// Whether the answer is the one expected; order counts only where it was asked for.
    fn accepts(&self, answer: &Answer) -> bool {
        match (answer, &self.error) {
            (Answer::Refused(message), Some(error)) => message.contains(error.as_str()),
            (Answer::Found { ids, included, total, next }, None) => {
                let words =
                    |text: &Option<String>| text.as_deref().unwrap_or_default().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                let wanted = words(&self.found);
                let is_found = if self.query.contains("_sort=") { *ids == wanted } else { sorted(ids.clone()) == sorted(wanted.clone()) };
                let is_included = sorted(included.clone()) == sorted(words(&self.included));
                is_found && is_included && *total == self.total.unwrap_or(wanted.len()) && *next == self.next
            }
            _ => false,
        }
    }
}

#[test]
fn each_search_finds_what_the_specification_says() {
    let documents = documents();
    let record = Record::load(&documents).unwrap();
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in folder("cases") {
        let table: Cases = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for case in table.cases {
            count += 1;
            let answer = ask(&record, &case.query);
            if !case.accepts(&answer) {
                let section = case.section.as_ref().unwrap_or(&table.section);
                let choice = case.choice.as_ref().map_or(String::new(), |choice| format!("\n  choice   {choice}"));
                let expected = case.error.as_ref().or(case.found.as_ref());
                wrong.push(format!("{name}: {}\n  expected {expected:?} ({section}){choice}\n  answer   {answer:?}", case.query));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150, "only {count} cases");
}

#[test]
fn every_parameter_of_every_type_is_answered_or_refused_by_name() {
    let documents = documents();
    let record = Record::load(&documents).unwrap();
    for definition in types::resources() {
        for parameter in search_parameter::of(definition.name) {
            let sample = match parameter.kind {
                ParameterKind::Date => "ge2013",
                ParameterKind::Number | ParameterKind::Quantity => "lt5",
                ParameterKind::Reference => "x",
                // What a boolean may be, too.
                _ => "true",
            };
            let query = format!("{}?{}={sample}", definition.name, parameter.name);
            let is_searchable = !matches!(parameter.element_paths, ElementPaths::Unsupported(_));
            match ask(&record, &query) {
                Answer::Found { .. } => assert!(is_searchable, "{query}"),
                Answer::Refused(message) => {
                    assert!(
                        !is_searchable && message.contains(&format!("`{}` can't be searched by here", parameter.name)),
                        "{query}: {message}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_record_is_what_the_bundles_hold() {
    let documents = documents();
    let record = Record::load(&documents).unwrap();
    assert_eq!(record.patients().len(), 5);
    assert!(record.read("Encounter", "an-hour").is_some() && record.read("Encounter", "ana").is_none());
}
