//! Feedback: what clients report about cards (CDS Hooks 2.0.1, "Feedback").
//!
//! Knows the shape of a report. Must never know whether the card was shown, and must never show what a user wrote.

use crate::{
    problem::{Object, Problems, of_kind},
    request::{Problem, is_uuid},
};
use engine_fhir::{Document, Kind, Node};
use jiff::Timestamp;

/// One report about a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// The card's uuid.
    pub card: String,
    /// What became of it.
    pub outcome: Outcome,
    /// RFC 3339, UTC.
    pub timestamp: String,
}

/// What became of a card.
#[derive(Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Suggestions were taken: their uuids.
    Accepted(Vec<String>),
    /// It was overridden.
    Overridden {
        /// The reason chosen, as `(system, code)`.
        reason: Option<(Option<String>, String)>,
        /// What the user wrote. May hold patient data: never logged.
        comment: Option<String>,
    },
}

/// Leaves out what the user wrote.
impl std::fmt::Debug for Outcome {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Outcome::Accepted(suggestions) => write!(formatter, "Accepted({suggestions:?})"),
            Outcome::Overridden { reason, .. } => write!(formatter, "Overridden({reason:?}, ..)"),
        }
    }
}

/// Checks a feedback body and reports every problem found.
pub fn read(document: &Document) -> Result<Vec<Feedback>, Vec<Problem>> {
    let mut problems = Problems::default();
    let reports = read_body(document.root(), &mut problems);
    problems.or(reports)
}

fn read_body(root: Node<'_>, problems: &mut Problems) -> Option<Vec<Feedback>> {
    const EXPECTED: &str = "an array of reports, one or more";
    let node = of_kind(root, Kind::Object, || "$".to_owned(), "an object with `feedback`", problems)?;
    let body = Object { node, path: "$" };
    let list = body.required("feedback", EXPECTED, problems)?;
    let list = of_kind(list, Kind::Array, || body.path_of("feedback"), EXPECTED, problems)?;
    if list.is_empty() {
        problems.add("$.feedback", format!("an empty array; expected {EXPECTED}"));
    }
    let read = |(index, report)| read_report(report, &format!("$.feedback[{index}]"), problems);
    let reports: Vec<Option<Feedback>> = list.elements().enumerate().map(read).collect();
    reports.into_iter().collect()
}

fn read_report(node: Node<'_>, path: &str, problems: &mut Problems) -> Option<Feedback> {
    let node = of_kind(node, Kind::Object, || path.to_owned(), "an object: what became of a card", problems)?;
    let report = Object { node, path };
    let card = read_uuid(report, "card", "the card's `uuid`", problems);
    let outcome = read_outcome(report, problems);
    let timestamp = read_timestamp(report, problems);
    Some(Feedback { card: card?, outcome: outcome?, timestamp: timestamp? })
}

fn read_outcome(report: Object<'_, '_>, problems: &mut Problems) -> Option<Outcome> {
    const EXPECTED: &str = "`accepted` or `overridden`";
    let outcome = report.required_text("outcome", EXPECTED, problems)?;
    match &*outcome {
        "accepted" => read_suggestions(report, problems).map(Outcome::Accepted),
        "overridden" => read_override(report, problems),
        _ => {
            problems.add(report.path_of("outcome"), format!("another word; expected {EXPECTED}"));
            None
        }
    }
}

fn read_suggestions(report: Object<'_, '_>, problems: &mut Problems) -> Option<Vec<String>> {
    const NAME: &str = "acceptedSuggestions";
    const EXPECTED: &str = "an array with the suggestions taken, one or more, as {\"id\": …}";
    let list = report.required(NAME, EXPECTED, problems)?;
    let path = report.path_of(NAME);
    let list = of_kind(list, Kind::Array, || path.clone(), EXPECTED, problems)?;
    if list.is_empty() {
        problems.add(&path, format!("an empty array; expected {EXPECTED}"));
    }
    let read = |(index, node)| read_suggestion(node, &format!("{path}[{index}]"), problems);
    let ids: Vec<Option<String>> = list.elements().enumerate().map(read).collect();
    ids.into_iter().collect()
}

fn read_suggestion(node: Node<'_>, path: &str, problems: &mut Problems) -> Option<String> {
    let node = of_kind(node, Kind::Object, || path.to_owned(), "an object with the suggestion's `id`", problems)?;
    read_uuid(Object { node, path }, "id", "the suggestion's `uuid`", problems)
}

fn read_override(report: Object<'_, '_>, problems: &mut Problems) -> Option<Outcome> {
    let Some(node) = report.optional("overrideReason") else { return Some(Outcome::Overridden { reason: None, comment: None }) };
    let path = report.path_of("overrideReason");
    let node = of_kind(node, Kind::Object, || path.clone(), "an object with `reason`, `userComment` or both", problems)?;
    let object = Object { node, path: &path };
    let comment = object.optional_text("userComment", "what the user wrote", problems).map(String::from);
    let reason = object.optional("reason").map(|reason| read_reason(reason, &object.path_of("reason"), problems));
    match reason {
        None => Some(Outcome::Overridden { reason: None, comment }),
        Some(reason) => Some(Outcome::Overridden { reason: Some(reason?), comment }),
    }
}

fn read_reason(node: Node<'_>, path: &str, problems: &mut Problems) -> Option<(Option<String>, String)> {
    let node = of_kind(node, Kind::Object, || path.to_owned(), "a Coding: one of the card's override reasons", problems)?;
    let coding = Object { node, path };
    let system = coding.optional_text("system", "the code's system", problems).map(String::from);
    let code = coding.required_text("code", "the code of the reason chosen", problems)?;
    Some((system, code.into_owned()))
}

/// Reads the UUID of a card or a suggestion. This service makes them, so any other text is about something else.
fn read_uuid(object: Object<'_, '_>, name: &str, expected: &str, problems: &mut Problems) -> Option<String> {
    let text = object.required_text(name, expected, problems)?;
    if !is_uuid(&text) {
        problems.add(object.path_of(name), format!("text that is no UUID; expected {expected}"));
    }
    Some(text.into_owned())
}

/// Reads the time of a report. The specification asks for UTC; a time with another offset is as good, and is converted to UTC.
fn read_timestamp(report: Object<'_, '_>, problems: &mut Problems) -> Option<String> {
    const NAME: &str = "outcomeTimestamp";
    const EXPECTED: &str = "when it happened, as 2026-01-15T10:05:31Z";
    let text = report.required_text(NAME, EXPECTED, problems)?;
    let moment = text.parse::<Timestamp>().ok();
    if moment.is_none() {
        problems.add(report.path_of(NAME), format!("text that is no time with a zone; expected {EXPECTED}"));
    }
    moment.map(|moment| moment.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(body: &str) -> String {
        let document = Document::parse(body).unwrap();
        let problems = read(&document).unwrap_err();
        problems.iter().map(|problem| format!("{problem}\n")).collect()
    }

    #[test]
    fn the_feedback_that_cds_connect_sends_is_read() {
        let document = Document::parse(include_str!("../../../tests/requests/cds-connect-feedback.json")).unwrap();
        let card = "4e0a3a1e-3283-4575-ab82-028d55fe2719".to_owned();
        let reason = Some((Some("https://example.com/cds-hooks/override-reason-system".to_owned()), "d7ecf885".to_owned()));
        let comment = Some("A comment entered by the clinician.".to_owned());
        let accepted = Outcome::Accepted(vec!["e56e1945-20b3-4393-8503-a1a20fd73152".to_owned()]);
        let expected = [
            Feedback { card: card.clone(), outcome: accepted, timestamp: "2021-12-11T10:05:31Z".to_owned() },
            Feedback { card, outcome: Outcome::Overridden { reason, comment }, timestamp: "2020-12-11T10:10:23Z".to_owned() },
        ];
        assert_eq!(read(&document), Ok(expected.to_vec()));
    }

    #[test]
    fn an_override_needs_no_reason_and_a_time_is_kept_in_utc() {
        let body = r#"{"feedback": [{"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "overridden", "outcomeTimestamp": "2026-01-15T12:05:31.5+02:00"}]}"#;
        let document = Document::parse(body).unwrap();
        let read = read(&document).unwrap();
        assert_eq!(read[0].outcome, Outcome::Overridden { reason: None, comment: None });
        assert_eq!(read[0].timestamp, "2026-01-15T10:05:31.5Z");
    }

    #[test]
    fn every_problem_is_reported_with_its_place() {
        insta::assert_snapshot!(problems("[]"), @"$: an array; expected an object with `feedback`");
        insta::assert_snapshot!(problems("{}"), @"$.feedback: missing; expected an array of reports, one or more");
        insta::assert_snapshot!(problems(r#"{"feedback": []}"#), @"$.feedback: an empty array; expected an array of reports, one or more");
        insta::assert_snapshot!(problems(
            r#"{"feedback": [
                {"card": "7", "outcome": "ignored"},
                {"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "accepted", "outcomeTimestamp": "2026-01-15"},
                {"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "accepted", "acceptedSuggestions": ["a", {"id": 5}], "outcomeTimestamp": 5},
                {"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "overridden", "overrideReason": {"reason": {"system": ""}, "userComment": []}, "outcomeTimestamp": "2026-01-15T10:05:31Z"},
                null
            ]}"#
        ));
    }

    #[test]
    fn a_comment_is_never_shown() {
        let outcome = Outcome::Overridden { reason: None, comment: Some("Mrs Doe declined".to_owned()) };
        assert_eq!(format!("{outcome:?}"), "Overridden(None, ..)");
    }
}
