//! An explanation as JSON: `{ service, version, mode, hook, about, today, status, queries, values, loops, when, cards, systemActions, problems }`. Members without a value are left
//! out.

use super::{CardExplanation, Explanation, condition::word};
use engine_call::{EntryReport, Origin};
use engine_rule::{
    frame::trace::{ConditionForm, ConditionTrace, EvaluatedCondition, MissingReason, RulePart, Snapshot, ValueOrigin, ValueTrace},
    value::{MissingKind, truth::Truth},
};
use engine_syntax::model::Mode;
use serde_json::{Map, Value, json};

pub(super) fn render(explanation: &Explanation<'_>) -> Value {
    let Explanation { plan, result, today, about } = explanation;
    let asked = |part| explanation.asked_for(&part).into_iter().map(of_asked).collect::<Vec<_>>();
    let mut whole = object([
        ("service", json!(plan.id)),
        ("version", json!(plan.version)),
        ("mode", json!(mode(plan.mode))),
        ("hook", json!(result.report.hook)),
        ("about", json!(about)),
        ("today", json!(today)),
        ("status", json!(result.answer.as_ref().map_or_else(engine_call::Refusal::status, |_| 200))),
        ("queries", json!(result.report.entries.iter().map(query).collect::<Vec<_>>())),
    ]);
    match &result.answer {
        Err(refusal) => {
            let problems: Vec<String> = refusal.issues().iter().map(ToString::to_string).collect();
            whole.insert("problems".to_owned(), json!(problems));
        }
        Ok(answer) => {
            let values: Vec<Value> = explanation.trace().into_iter().flat_map(|trace| &trace.values).map(value).collect();
            whole.extend(object([
                ("values", json!(values)),
                ("loops", json!(asked(RulePart::Loop))),
                ("when", json!(asked(RulePart::Rule).into_iter().next())),
                ("cards", json!(explanation.cards().iter().map(card).collect::<Vec<_>>())),
                ("conditionsLeftOut", explanation.trace().filter(|trace| trace.is_cut).map_or(Value::Null, |_| json!(true))),
                ("systemActions", json!({ "count": answer.decision.system_actions, "asked": asked(RulePart::SystemAction) })),
            ]));
        }
    }
    Value::Object(whole)
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Live => "live",
        Mode::Silent => "silent",
        Mode::Off => "off",
    }
}

/// An object without the members that are null.
fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect()
}

fn query(entry: &EntryReport) -> Value {
    let origin = match entry.origin {
        Origin::Prefetched => "prefetch",
        Origin::Fetched => "fetch",
    };
    Value::Object(object([
        ("name", json!(entry.name)),
        ("template", json!(entry.template)),
        ("origin", json!(origin)),
        ("resources", json!(entry.result.as_ref().ok())),
        ("why", json!(entry.result.as_ref().err().map(ToString::to_string))),
    ]))
}

fn value(value: &ValueTrace) -> Value {
    Value::Object(object([
        ("name", json!(value.name)),
        ("value", snapshot(&value.value)),
        ("missing", json!(missing(&value.value))),
        ("expression", json!(value.expression)),
        ("from", json!(value.origins.iter().map(place).collect::<Vec<_>>())),
        ("lookedAt", json!(value.looked_at)),
        ("supposed", if value.is_overridden { json!(true) } else { Value::Null }),
    ]))
}

fn place(ValueOrigin { source, resource, path }: &ValueOrigin) -> Value {
    Value::Object(object([("entry", json!(source)), ("resource", json!(resource)), ("path", json!(path))]))
}

/// A value as it prints, and a list as the list of its elements. What is missing has no value.
fn snapshot(value: &Snapshot) -> Value {
    match value {
        Snapshot::Missing(_) => Value::Null,
        Snapshot::Text(text) | Snapshot::Json(text) => json!(text),
        Snapshot::List { items, .. } => items.iter().map(snapshot).collect(),
    }
}

/// Why there is no value, or why a list may lack some.
fn missing(value: &Snapshot) -> Option<String> {
    match value {
        Snapshot::Missing(MissingReason { kind: MissingKind::Absent, .. }) => Some("absent".to_owned()),
        Snapshot::Missing(MissingReason { kind: MissingKind::Unknown(cause), .. }) => Some(format!("unknown: {cause}")),
        Snapshot::List { open, .. } => open.as_ref().map(|reason| format!("maybe more: {}", reason.kind)),
        Snapshot::Text(_) | Snapshot::Json(_) => None,
    }
}

fn of_asked(asked: &EvaluatedCondition) -> Value {
    let variables: Map<String, Value> = asked.variables.iter().map(|(name, value)| (name.clone(), snapshot(value))).collect();
    let variables = if variables.is_empty() { Value::Null } else { Value::Object(variables) };
    Value::Object(object([("part", json!(part(&asked.part))), ("variables", variables), ("condition", condition(&asked.condition))]))
}

fn part(part: &RulePart) -> &'static str {
    match part {
        RulePart::Rule => "rule",
        RulePart::Loop => "loop",
        RulePart::Card(_) => "card",
        RulePart::Paragraph => "paragraph",
        RulePart::Suggestion => "suggestion",
        RulePart::Action => "action",
        RulePart::SystemAction => "systemAction",
    }
}

fn condition(trace: &ConditionTrace) -> Value {
    let because = match &trace.truth {
        Truth::Unknown(reason) => json!(reason.to_string()),
        Truth::True | Truth::False => Value::Null,
    };
    let mut whole = object([("truth", json!(word(&trace.truth))), ("because", because)]);
    let parts = |parts: &[ConditionTrace]| parts.iter().map(condition).collect::<Vec<_>>();
    match &trace.form {
        ConditionForm::All(list) => whole.insert("all".to_owned(), json!(parts(list))),
        ConditionForm::Any(list) => whole.insert("any".to_owned(), json!(parts(list))),
        ConditionForm::None(list) => whole.insert("none".to_owned(), json!(parts(list))),
        ConditionForm::Expression { text, names, .. } => {
            let names: Map<String, Value> = names.iter().map(|(name, value)| (name.clone(), snapshot(value))).collect();
            whole.insert("names".to_owned(), Value::Object(names));
            whole.insert("expression".to_owned(), json!(text))
        }
    };
    Value::Object(whole)
}

fn card(card: &CardExplanation<'_>) -> Value {
    let shown: Vec<Value> = card.shown.iter().map(|shown| json!({ "summary": shown.summary, "indicator": shown.indicator })).collect();
    json!({ "id": card.id, "shown": shown, "asked": card.asked.iter().map(|asked| of_asked(asked)).collect::<Vec<_>>() })
}
