//! Compares the result of a call with what a test expects of it.

use super::compare::{self, Mismatch};
use crate::{harness::RunResult, yaml};
use engine_call::{Answer, Refusal};
use engine_fhir::{Document, Node};
use engine_rule::{frame::trace::Trace, value::truth::Truth};
use engine_syntax::{
    model::{Json, JsonKind, test_file::Expect},
    source::{Span, Text},
};
use std::collections::BTreeSet;

/// All differences between the result of a call and what a test expects of it.
pub(super) fn mismatches(expect: &Expect, result: &RunResult) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    check_status(expect, result, &mut mismatches);
    if !mismatches.is_empty() {
        return mismatches;
    }
    match &result.answer {
        Ok(answer) => check_answer(expect, answer, &mut mismatches),
        Err(refusal) => check_diagnostics(expect, refusal, &mut mismatches),
    }
    if let Some(trace) = &result.report.trace {
        check_values(expect, trace, &mut mismatches);
        check_missing(expect, trace, &mut mismatches);
    }
    mismatches
}

fn check_status(expect: &Expect, result: &RunResult, mismatches: &mut Vec<Mismatch>) {
    let expected = expect.status.as_ref().map_or(200, |status| status.value);
    let (found, why) = match &result.answer {
        Ok(_) => (200, String::new()),
        Err(refusal) => (refusal.status(), format!(": {}", problems(refusal))),
    };
    if found != expected {
        let span = expect.status.as_ref().map_or(expect.span, |status| status.span);
        let update = expect.status.as_ref().map(|status| (status.span, found.to_string()));
        let (expected, found) = (expected.to_string(), format!("{found}{why}"));
        mismatches.push(Mismatch { span, place: "status".to_owned(), expected, found, update });
    }
}

/// What is wrong, each with its place.
fn problems(refusal: &Refusal) -> String {
    refusal.issues().iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Compares with the `diagnostics` that a client gets; where each problem is stands beside them, in `expression`.
fn check_diagnostics(expect: &Expect, refusal: &Refusal, mismatches: &mut Vec<Mismatch>) {
    let Some(expected) = &expect.diagnostics else { return };
    let found = refusal.issues().into_iter().map(|issue| issue.diagnostics).collect::<Vec<_>>().join("; ");
    if !compare::matches(expected, &found) {
        let update = Some((expected.span, yaml::text(&found)));
        mismatches.push(Mismatch {
            span: expected.span,
            place: "diagnostics".to_owned(),
            expected: compare::describe(expected),
            found,
            update,
        });
    }
}

fn check_answer(expect: &Expect, answer: &Answer, mismatches: &mut Vec<Mismatch>) {
    let body = match Document::parse(&answer.decision.body) {
        Ok(body) => body,
        Err(error) => {
            let (place, found) = ("answer".to_owned(), format!("no JSON: {error}"));
            mismatches.push(Mismatch { span: expect.span, place, expected: "JSON".to_owned(), found, update: None });
            return;
        }
    };
    let shown: Vec<&str> = answer.decision.cards.iter().map(|card| card.id.as_str()).collect();
    let list = |name| body.root().get(name).into_iter().flat_map(Node::elements).collect::<Vec<_>>();
    if let Some(Json { kind: JsonKind::Array(expected), span }) = &expect.cards {
        check_cards(expected, *span, &shown, &list("cards"), mismatches);
    }
    if let Some(expected) = &expect.system_actions {
        match (&expected.kind, body.root().get("systemActions")) {
            (JsonKind::Array(elements), None) if elements.is_empty() => {}
            (_, found) => compare::json(expected, found, "systemActions", mismatches),
        }
    }
}

fn check_cards(expected: &[Json], span: Span, shown: &[&str], found: &[Node<'_>], mismatches: &mut Vec<Mismatch>) {
    if expected.len() != found.len() {
        let ids: Vec<String> = expected.iter().map(|card| text(card.member("id")).unwrap_or("a card").to_owned()).collect();
        let update = Some((span, cards_as_yaml(shown, found)));
        let (expected, found) = (counted(&ids), counted(&shown.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()));
        mismatches.push(Mismatch { span, place: "cards".to_owned(), expected, found, update });
        return;
    }
    for (index, (card, (id, found))) in expected.iter().zip(shown.iter().zip(found)).enumerate() {
        let JsonKind::Object(members) = &card.kind else { continue };
        for (name, member) in members {
            let place = format!("cards[{index}].{}", name.as_str());
            match name.as_str() {
                "id" if !compare::matches(member, id) => {
                    let (expected, update) = (compare::describe(member), Some((member.span, (*id).to_owned())));
                    mismatches.push(Mismatch { span: member.span, place, expected, found: (*id).to_owned(), update });
                }
                "id" => {}
                name => compare::json(member, found.get(name), &place, mismatches),
            }
        }
    }
}

/// "no card", "1 card: overdue", "2 cards: overdue, never-measured"
fn counted(ids: &[String]) -> String {
    match ids {
        [] => "no card".to_owned(),
        [id] => format!("1 card: {id}"),
        many => format!("{} cards: {}", many.len(), many.join(", ")),
    }
}

fn text(json: Option<&Json>) -> Option<&str> {
    match &json?.kind {
        JsonKind::Text(text) => Some(text.as_str()),
        _ => None,
    }
}

/// The cards that were shown, as a test would expect them.
pub(super) fn cards_as_yaml(shown: &[&str], found: &[Node<'_>]) -> String {
    let member = |card: &Node<'_>, name: &str| card.get(name).and_then(Node::as_text).map(|text| text.into_owned()).unwrap_or_default();
    let card = |(id, card): (&&str, &Node<'_>)| {
        format!("{{ id: {id}, indicator: {}, summary: {} }}", member(card, "indicator"), yaml::text(&member(card, "summary")))
    };
    let cards: Vec<String> = shown.iter().zip(found).map(card).collect();
    if cards.is_empty() { "[]".to_owned() } else { format!("[ {} ]", cards.join(", ")) }
}

fn check_values(expect: &Expect, trace: &Trace, mismatches: &mut Vec<Mismatch>) {
    for (name, expected) in &expect.values {
        let place = format!("values.{}", name.as_str());
        match trace.values.iter().find(|value| value.name == name.as_str()) {
            Some(found) => compare::value(expected, &found.value, &place, mismatches),
            None => {
                let (expected, found) = (compare::describe(expected), "no such value".to_owned());
                mismatches.push(Mismatch { span: name.span(), place, expected, found, update: None });
            }
        }
    }
}

fn check_missing(expect: &Expect, trace: &Trace, mismatches: &mut Vec<Mismatch>) {
    let Some(missing) = &expect.missing else { return };
    let expected: BTreeSet<&str> = missing.value.iter().map(Text::as_str).collect();
    let found = undecided_by(trace);
    if expected != found {
        let list = |names: &BTreeSet<&str>| {
            if names.is_empty() { "nothing".to_owned() } else { names.iter().copied().collect::<Vec<_>>().join(", ") }
        };
        let update = Some((missing.span, format!("[{}]", found.iter().copied().collect::<Vec<_>>().join(", "))));
        let (expected, found) = (list(&expected), list(&found));
        mismatches.push(Mismatch { span: missing.span, place: "missing".to_owned(), expected, found, update });
    }
}

/// The names whose being missing kept a condition from being decided.
pub(super) fn undecided_by(trace: &Trace) -> BTreeSet<&str> {
    let undecided = trace.conditions.iter().filter_map(|asked| match &asked.condition.truth {
        Truth::Unknown(reason) => reason.name.as_deref(),
        Truth::True | Truth::False => None,
    });
    undecided.collect()
}
