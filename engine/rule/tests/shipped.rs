//! The rules that ship, compiled and run on a real request without a server.

#![allow(clippy::expect_used)]

use engine_fhir::{Document, date::Clock};
use engine_hooks::catalogue::Catalogue;
use engine_rule::{
    frame::data::{Data, EntryData},
    rule_set::RuleSet,
};
use engine_syntax::source::Sources;
use std::path::Path;

fn shipped() -> Sources {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules"));
    let mut sources = Sources::default();
    add(root, root, &mut sources);
    sources
}

fn add(root: &Path, folder: &Path, sources: &mut Sources) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            add(root, &path, sources);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let name = path.strip_prefix(root).expect("below the root").display().to_string();
            sources.add(name, std::fs::read_to_string(&path).expect("text"));
        }
    }
}

fn rules() -> RuleSet {
    let sources = shipped();
    let (rules, diagnostics) = RuleSet::compile(&sources, &Catalogue::hl7());
    let messages: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let file = sources.file(diagnostic.span.file);
            let text = file.text.get(diagnostic.span.start as usize..diagnostic.span.end as usize).unwrap_or_default();
            format!("{} {} at `{text}`: {}", diagnostic.check.name, file.path, diagnostic.message)
        })
        .collect();
    assert!(messages.is_empty(), "{messages:#?}");
    rules
}

#[test]
fn every_rule_that_ships_compiles_without_a_word() {
    assert_eq!(rules().len(), 3);
}

#[test]
fn a_real_request_gets_its_card() {
    let request = include_str!("../benches/data/cds-connect-Cher186_Crooks415.json");
    let document = Document::parse(request).expect("JSON");
    let rules = rules();
    let plan = rules.find("record-counts").expect("the rule");
    let prefetch = document.root().get("prefetch").expect("prefetch");
    let entries = plan.entries.iter().map(|entry| prefetch.get(&entry.name).map_or(EntryData::Unavailable, EntryData::Available)).collect();
    let data = Data::new(Some(document.root()), document.root().get("context"), entries);
    let clock = Clock::system(jiff::tz::TimeZone::UTC);
    let decision = plan.evaluate(&data, &clock).expect("fuel enough");
    assert!(decision.body.contains("conditions 7, medication requests 4"), "{}", decision.body);
    assert_eq!(decision.cards.len(), 1);
}
