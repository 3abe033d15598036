//! The page of the language: each kind of mapping with its keys.

use super::{NOTICE, anchor, cell};
use engine_syntax::{
    keyword::Keyword,
    language::{Key, KeyKind, MappingSchema, RULE, SHARED, TABLE, TEST, Use, VALUE_SET},
};
use std::fmt::Write;

const FILES: [&MappingSchema; 5] = [&RULE, &SHARED, &VALUE_SET, &TABLE, &TEST];

/// Every mapping of the language, and every key with what it takes and an example.
pub fn language() -> String {
    let mut parts = Vec::new();
    FILES.into_iter().for_each(|file| collect_keys(file, &mut parts));
    format!(
        "# The keys of the rule language\n\n{NOTICE}\n\nKeys in **bold** are required.\n\n## Files\n{}\n## What stands in them\n{}",
        sections(&FILES),
        sections(&parts)
    )
}

fn sections(mappings: &[&MappingSchema]) -> String {
    mappings.iter().map(|mapping| section(mapping)).collect()
}

fn section(mapping: &MappingSchema) -> String {
    let mut text = format!("\n### {}\n\n{}", mapping.name, mapping.about);
    if !mapping.one_of.is_empty() {
        let _ = write!(text, " It has either {}.", one_of(mapping.one_of.iter().map(|name| format!("`{name}`"))));
    }
    text.push_str("\n\n| key | takes | what it is for |\n|---|---|---|\n");
    text.extend(mapping.keys.iter().map(row));
    text
}

fn row(key: &Key) -> String {
    let name = if key.is_required { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
    let meanings = words(&key.kind).iter().map(|word| format!(" `{}`: {}", word.word, word.about)).collect::<String>();
    format!("| {name} | {} | {}{}<br>`{}: {}` |\n", cell(&takes(&key.kind)), cell(key.about), cell(&meanings), key.name, cell(key.example))
}

/// What a kind takes, in words.
fn takes(kind: &KeyKind) -> String {
    match kind {
        KeyKind::Text(Use::Plain) => "text".to_owned(),
        KeyKind::Text(Use::Template) => "text that may hold `{{ }}`".to_owned(),
        KeyKind::Text(Use::Expression) => "an expression".to_owned(),
        KeyKind::Text(Use::Path) => "a JSONPath".to_owned(),
        KeyKind::Text(Use::Query) => "a FHIR query".to_owned(),
        KeyKind::Text(Use::Name) => "a name".to_owned(),
        KeyKind::Pattern(pattern) => pattern.expected.to_owned(),
        KeyKind::Words(words) => one_of(words.iter().map(|word| format!("`{}`", word.word))),
        KeyKind::Boolean => "`true` or `false`".to_owned(),
        KeyKind::Number => "a number".to_owned(),
        KeyKind::List(element) => format!("a list, each {}", takes(element)),
        KeyKind::OneOrList(element) => format!("{}, or a list of such", takes(element)),
        KeyKind::Map { values, .. } => format!("names, each with {}", takes(values)),
        KeyKind::Object(mapping) => format!("[{}](#{})", mapping.name, anchor(mapping.name)),
        KeyKind::Either(kinds) => one_of(kinds.iter().map(alternative)),
        KeyKind::Json => "any JSON".to_owned(),
        KeyKind::Resource => "a FHIR resource".to_owned(),
    }
}

/// The same as one of several: in parentheses where it has commas of its own.
fn alternative(kind: &KeyKind) -> String {
    match kind {
        KeyKind::List(_) | KeyKind::OneOrList(_) | KeyKind::Map { .. } => format!("({})", takes(kind)),
        _ => takes(kind),
    }
}

/// The words that a kind chooses from.
fn words(kind: &KeyKind) -> &'static [Keyword] {
    if let KeyKind::Words(words) = kind { words } else { &[] }
}

/// "a, b or c"
fn one_of(alternatives: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = alternatives.collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// The mappings that stand in `mapping`, in the order in which they are met, each once.
fn collect_keys(mapping: &'static MappingSchema, found: &mut Vec<&'static MappingSchema>) {
    mapping.keys.iter().for_each(|key| collect(&key.kind, found));
}

fn collect(kind: &KeyKind, found: &mut Vec<&'static MappingSchema>) {
    match kind {
        KeyKind::List(element) | KeyKind::OneOrList(element) | KeyKind::Map { values: element, .. } => collect(element, found),
        KeyKind::Either(kinds) => kinds.iter().for_each(|kind| collect(kind, found)),
        KeyKind::Object(mapping) if !FILES.iter().chain(found.iter()).any(|known| known.name == mapping.name) => {
            found.push(mapping);
            collect_keys(mapping, found);
        }
        _ => {}
    }
}
