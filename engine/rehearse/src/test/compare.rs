//! Compares JSON and values with what a test expects, member by member. Members that the test doesn't name are not compared.

use crate::yaml;
use engine_fhir::{Kind, Node, decimal, writer::JsonWriter};
use engine_rule::frame::trace::Snapshot;
use engine_syntax::{
    model::{Json, JsonKind},
    source::Span,
};
use regex::Regex;
use std::cmp::Ordering;

/// A difference, in words for whoever wrote the test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Where the expectation stands.
    pub span: Span,
    /// What is compared: `cards[0].summary`.
    pub place: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What would have to stand in place of the expectation for the test to pass, as YAML.
    pub update: Option<(Span, String)>,
}

/// Compares JSON with what is expected of it.
pub(super) fn json(expected: &Json, found: Option<Node<'_>>, place: &str, mismatches: &mut Vec<Mismatch>) {
    let found = found.filter(|found| !found.is_null());
    match (&expected.kind, found) {
        (JsonKind::Null, None) => {}
        (JsonKind::Object(_), _) if matcher(expected).is_some() => {
            let text = found.and_then(Node::as_text);
            if !text.as_deref().is_some_and(|text| matches(expected, text)) {
                mismatches.push(Mismatch::of_json(expected, found, place));
            }
        }
        (JsonKind::Object(members), Some(found)) if found.kind() == Kind::Object => {
            for (name, member) in members {
                json(member, found.get(name.as_str()), &format!("{place}.{}", name.as_str()), mismatches);
            }
        }
        (JsonKind::Array(elements), Some(list)) if list.kind() == Kind::Array && list.len() == elements.len() => {
            for (index, (element, found)) in elements.iter().zip(list.elements()).enumerate() {
                json(element, Some(found), &format!("{place}[{index}]"), mismatches);
            }
        }
        (_, found) => {
            if !found.is_some_and(|found| is_same(expected, found)) {
                mismatches.push(Mismatch::of_json(expected, found, place));
            }
        }
    }
}

/// Compares a value of a rule with what is expected of it: as it prints.
pub(super) fn value(expected: &Json, found: &Snapshot, place: &str, mismatches: &mut Vec<Mismatch>) {
    let is_as_expected = match (&expected.kind, found) {
        (JsonKind::Null, found) => matches!(found, Snapshot::Missing(_)),
        (JsonKind::Array(elements), Snapshot::List { items, .. }) if elements.len() == items.len() => {
            return elements.iter().zip(items).enumerate().for_each(|(index, (element, item))| {
                value(element, item, &format!("{place}[{index}]"), mismatches);
            });
        }
        (_, Snapshot::Text(found) | Snapshot::Json(found)) => matches(expected, found),
        _ => false,
    };
    if !is_as_expected {
        let update = matches!(found, Snapshot::Text(_)).then(|| (expected.span, printed_as_yaml(&found.to_string())));
        let found = found.to_string();
        mismatches.push(Mismatch { span: expected.span, place: place.to_owned(), expected: describe(expected), found, update });
    }
}

/// Whether a text is what is expected: whole, in part, or as a number.
pub(super) fn matches(expected: &Json, found: &str) -> bool {
    match (&expected.kind, matcher(expected)) {
        (_, Some(("contains", part))) => found.contains(part),
        (_, Some((_, pattern))) => Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(found)),
        (JsonKind::Text(text), _) => text.as_str() == found,
        (JsonKind::Number(digits), _) => is_same_number(digits, found),
        (JsonKind::Boolean(value), _) => value.to_string() == found,
        _ => false,
    }
}

/// `{ contains: … }` and `{ matches: … }`.
fn matcher(expected: &Json) -> Option<(&str, &str)> {
    let JsonKind::Object(members) = &expected.kind else { return None };
    match members.as_slice() {
        [(name, value)] if matches!(name.as_str(), "contains" | "matches") => match &value.kind {
            JsonKind::Text(text) => Some((name.as_str(), text.as_str())),
            JsonKind::Number(digits) => Some((name.as_str(), digits)),
            _ => None,
        },
        _ => None,
    }
}

fn is_same(expected: &Json, found: Node<'_>) -> bool {
    match &expected.kind {
        JsonKind::Text(text) => found.is_text(text.as_str()),
        JsonKind::Number(digits) => found.as_number().is_some_and(|found| is_same_number(digits, found)),
        JsonKind::Boolean(value) => found.as_boolean() == Some(*value),
        JsonKind::Null | JsonKind::Array(_) | JsonKind::Object(_) => false,
    }
}

fn is_same_number(expected: &str, found: &str) -> bool {
    match (decimal::parse(expected), decimal::parse(found)) {
        (Some(expected), Some(found)) => decimal::compare(expected, found) == Ordering::Equal,
        _ => false,
    }
}

impl Mismatch {
    fn of_json(expected: &Json, found: Option<Node<'_>>, place: &str) -> Mismatch {
        let shown = match found {
            None => "nothing".to_owned(),
            Some(found) => found.as_text().map_or_else(|| found.raw().to_owned(), |text| text.into_owned()),
        };
        let update = found.map(|found| (expected.span, found.as_text().map_or_else(|| without_uuids(found), |text| yaml::text(&text))));
        Mismatch { span: expected.span, place: place.to_owned(), expected: describe(expected), found: shown, update }
    }
}

/// JSON as it came, without the `uuid`s, which are new at each call.
fn without_uuids(found: Node<'_>) -> String {
    let mut writer = JsonWriter::new();
    write_without_uuids(found, &mut writer);
    writer.finish()
}

fn write_without_uuids(found: Node<'_>, writer: &mut JsonWriter) {
    match found.kind() {
        Kind::Object => {
            writer.begin_object();
            for (name, member) in found.members().filter(|(name, _)| name != "uuid") {
                writer.name(&name);
                write_without_uuids(member, writer);
            }
            writer.end_object();
        }
        Kind::Array => {
            writer.begin_array();
            found.elements().for_each(|element| write_without_uuids(element, writer));
            writer.end_array();
        }
        _ => writer.node(found),
    }
}

/// An expectation in words.
pub(super) fn describe(expected: &Json) -> String {
    match (&expected.kind, matcher(expected)) {
        (_, Some(("contains", part))) => format!("a text with `{part}` in it"),
        (_, Some((_, pattern))) => format!("a text in which `{pattern}` is found"),
        (JsonKind::Null, _) => "nothing".to_owned(),
        (JsonKind::Text(text), _) => text.as_str().to_owned(),
        _ => expected.to_text(),
    }
}

/// A value as it prints, as YAML: a number or a truth stays one.
fn printed_as_yaml(text: &str) -> String {
    let is_text = decimal::parse(text).is_none() && !matches!(text, "true" | "false");
    if is_text { yaml::text(text) } else { text.to_owned() }
}
