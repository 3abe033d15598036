//! The page of the language: each kind of mapping with its keys.

use super::{NOTICE, anchor, cell};
use engine_syntax::{
    language::{Form, Key, RULE, SHARED, Shape, TABLE, TEST, Use, VALUE_SET},
    word::Word,
};
use std::fmt::Write;

const FILES: [&Shape; 5] = [&RULE, &SHARED, &VALUE_SET, &TABLE, &TEST];

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

fn sections(shapes: &[&Shape]) -> String {
    shapes.iter().map(|shape| section(shape)).collect()
}

fn section(shape: &Shape) -> String {
    let mut text = format!("\n### {}\n\n{}", shape.name, shape.about);
    if !shape.one_of.is_empty() {
        let _ = write!(text, " It has either {}.", one_of(shape.one_of.iter().map(|name| format!("`{name}`"))));
    }
    text.push_str("\n\n| key | takes | what it is for |\n|---|---|---|\n");
    text.extend(shape.keys.iter().map(row));
    text
}

fn row(key: &Key) -> String {
    let name = if key.is_required { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
    let meanings = words(&key.form).iter().map(|word| format!(" `{}`: {}", word.word, word.about)).collect::<String>();
    format!("| {name} | {} | {}{}<br>`{}: {}` |\n", cell(&takes(&key.form)), cell(key.about), cell(&meanings), key.name, cell(key.example))
}

/// What a form takes, in words.
fn takes(form: &Form) -> String {
    match form {
        Form::Text(Use::Plain) => "text".to_owned(),
        Form::Text(Use::Template) => "text that may hold `{{ }}`".to_owned(),
        Form::Text(Use::Expression) => "an expression".to_owned(),
        Form::Text(Use::Path) => "a JSONPath".to_owned(),
        Form::Text(Use::Query) => "a FHIR query".to_owned(),
        Form::Text(Use::Name) => "a name".to_owned(),
        Form::Pattern(pattern) => pattern.expected.to_owned(),
        Form::Words(words) => one_of(words.iter().map(|word| format!("`{}`", word.word))),
        Form::Boolean => "`true` or `false`".to_owned(),
        Form::Number => "a number".to_owned(),
        Form::List(element) => format!("a list, each {}", takes(element)),
        Form::OneOrList(element) => format!("{}, or a list of such", takes(element)),
        Form::Map { values, .. } => format!("names, each with {}", takes(values)),
        Form::Object(shape) => format!("[{}](#{})", shape.name, anchor(shape.name)),
        Form::Either(forms) => one_of(forms.iter().map(alternative)),
        Form::Json => "any JSON".to_owned(),
        Form::Resource => "a FHIR resource".to_owned(),
    }
}

/// The same as one of several: in parentheses where it has commas of its own.
fn alternative(form: &Form) -> String {
    match form {
        Form::List(_) | Form::OneOrList(_) | Form::Map { .. } => format!("({})", takes(form)),
        _ => takes(form),
    }
}

/// The words that a form chooses from.
fn words(form: &Form) -> &'static [Word] {
    if let Form::Words(words) = form { words } else { &[] }
}

/// "a, b or c"
fn one_of(alternatives: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = alternatives.collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// The mappings that stand in `shape`, in the order in which they are met, each once.
fn collect_keys(shape: &'static Shape, found: &mut Vec<&'static Shape>) {
    shape.keys.iter().for_each(|key| collect(&key.form, found));
}

fn collect(form: &Form, found: &mut Vec<&'static Shape>) {
    match form {
        Form::List(element) | Form::OneOrList(element) | Form::Map { values: element, .. } => collect(element, found),
        Form::Either(forms) => forms.iter().for_each(|form| collect(form, found)),
        Form::Object(shape) if !FILES.iter().chain(found.iter()).any(|known| known.name == shape.name) => {
            found.push(shape);
            collect_keys(shape, found);
        }
        _ => {}
    }
}
