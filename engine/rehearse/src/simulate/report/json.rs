//! The report for programs. Its shape is stable: members may be added, none changes its meaning. A rate is null where there are no such patients.
//!
//! ```text
//! { "version": 1, "today": [ DATE ], "patients": n, "skipped": { WHY: n },
//!   "rules": [ { "id", "version", "title", "patients", "calls": { HOOK: n }, "cannotFire": { HOOK: CONTEXT_FIELD },
//!                "cards": [ { "id", "calls", "patients", "of", "per100", "low", "high", "byAge": [ { "group", "patients", "of", "per100", "low", "high" } ],
//!                             "bySex": [ … ] } ],
//!                "systemActions": { "patients", "actions" }, "refusals": { NAME: { "patients", "calls" } }, "unanswerable": { MESSAGE: { … } },
//!                "missing": [ { "name", "why", "patients", "decided", "undecided": { PART: n } } ] } ],
//!   "together": [ { "cards": [ "RULE/CARD", "RULE/CARD" ], "patients", "calls" } ],
//!   "slowest": [ { "rule", "calls", "medianNanoseconds", "p95Nanoseconds" } ] }
//! ```

use super::{CardPairReport, CardReport, MissingReport, Rate, RuleReport, SimulationReport, TimeReport};
use crate::simulate::tally::Count;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, time::Duration};

impl SimulationReport {
    /// As one object.
    pub fn json(&self) -> String {
        let value = json!({
            "version": 1,
            "today": self.days,
            "patients": self.patients,
            "skipped": self.skipped,
            "rules": self.rules.iter().map(rule).collect::<Vec<_>>(),
            "together": self.together.iter().map(together).collect::<Vec<_>>(),
            "slowest": self.slowest.iter().map(time).collect::<Vec<_>>(),
        });
        format!("{value:#}\n")
    }
}

fn rule(rule: &RuleReport) -> Value {
    json!({
        "id": rule.id,
        "version": rule.version,
        "title": rule.title,
        "patients": rule.patients,
        "calls": rule.calls,
        "cannotFire": rule.cannot_fire.iter().cloned().collect::<BTreeMap<String, String>>(),
        "cards": rule.cards.iter().map(card).collect::<Vec<_>>(),
        "systemActions": { "patients": rule.system_actions.patients, "actions": rule.system_actions.calls },
        "refusals": counts(&rule.refusals),
        "unanswerable": counts(&rule.unanswerable),
        "missing": rule.missing.iter().map(missing).collect::<Vec<_>>(),
    })
}

fn card(card: &CardReport) -> Value {
    let group = |(group, rate): &(String, Rate)| with_rate(json!({ "group": group }), *rate);
    let value = json!({
        "id": card.id,
        "calls": card.calls,
        "byAge": card.by_age.iter().map(group).collect::<Vec<_>>(),
        "bySex": card.by_sex.iter().map(group).collect::<Vec<_>>(),
    });
    with_rate(value, card.all)
}

fn with_rate(mut value: Value, rate: Rate) -> Value {
    let per_100 = rate.per_100();
    value["patients"] = json!(rate.patients);
    value["of"] = json!(rate.of);
    value["per100"] = json!(per_100.map(|per_100| rounded(per_100.rate)));
    value["low"] = json!(per_100.map(|per_100| rounded(per_100.low)));
    value["high"] = json!(per_100.map(|per_100| rounded(per_100.high)));
    value
}

/// To two decimals.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn counts(counts: &BTreeMap<String, Count>) -> Map<String, Value> {
    counts.iter().map(|(name, count)| (name.clone(), json!({ "patients": count.patients, "calls": count.calls }))).collect()
}

fn missing(missing: &MissingReport) -> Value {
    let MissingReport { name, why, patients, decided, undecided } = missing;
    json!({ "name": name, "why": why, "patients": patients, "decided": decided, "undecided": undecided })
}

fn together(together: &CardPairReport) -> Value {
    json!({ "cards": together.cards, "patients": together.count.patients, "calls": together.count.calls })
}

fn time(time: &TimeReport) -> Value {
    let nanoseconds = |duration: Duration| u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    json!({ "rule": time.rule, "calls": time.calls, "medianNanoseconds": nanoseconds(time.median), "p95Nanoseconds": nanoseconds(time.p95) })
}
