//! What a simulation finds on one record: a line of NDJSON for each rule, or one that says that the record was passed over.
//!
//! ```text
//! { "record": "simulated", "rule", "version", "title", "today", "patient", "age": "0-17|18-39|40-64|65-79|80+|unknown",
//!   "sex": "female|male|other|unknown", "calls": { HOOK: n }, "cannotFire": { HOOK: CONTEXT_FIELD }, "cards": { CARD: n },
//!   "together": [ { "card", "with": "RULE/CARD", "calls": n } ], "systemActions": n, "refusals": { NAME: n },
//!   "missing": [ { "name", "why", "undecided": [ PART ] } ], "unanswerable": { MESSAGE: n }, "nanoseconds": [ n ] }
//! { "record": "skipped", "place", "why" }
//! ```
//!
//! Each `n` counts calls, but for `systemActions`, which counts actions, and `nanoseconds`, which has an element a call. The shape is stable: members may be
//! added, none changes its meaning. `patient` and `place` are for whoever looks into the lines; no report is made from them.

use super::{AgeBand, MissingCause, Sex, SkipKind};
use engine_rule::plan::Plan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a simulation finds on one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case")]
pub enum SimulationLine {
    /// A rule was simulated on it.
    Simulated(Box<Simulated>),
    /// No rule could be.
    Skipped(Skipped),
}

/// A rule, simulated on a patient's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulated {
    /// The rule's id.
    pub rule: String,
    /// Its version.
    pub version: String,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day on which it was simulated.
    pub today: Date,
    /// The patient's id.
    pub patient: String,
    /// How old the patient is on that day.
    pub age: AgeBand,
    /// The patient's administrative gender.
    pub sex: Sex,
    /// How many calls each of the rule's hooks made of it.
    pub calls: BTreeMap<String, u64>,
    /// Hooks that fire in no call, for the field of their context that no record has.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cannot_fire: BTreeMap<String, String>,
    /// Each of its cards, with the calls in which it showed.
    pub cards: BTreeMap<String, u64>,
    /// Cards that showed in the same calls as others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<CardPair>,
    /// How many system actions there were, in all calls together.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub system_actions: u64,
    /// Refused calls, by the refusal's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refusals: BTreeMap<String, u64>,
    /// What was missing, in any call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingValue>,
    /// Calls with a query that the record can't answer, by what keeps it from that. Their answers count for nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unanswerable: BTreeMap<String, u64>,
    /// How long each call took; empty where it was not measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nanoseconds: Vec<u64>,
}

/// Two cards in the same calls. It stands in the line of the rule whose id is first, so that each pair is counted once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPair {
    /// A card of the rule.
    pub card: String,
    /// The other, with its rule: `rule/card`.
    pub with: String,
    /// In how many calls.
    pub calls: u64,
}

/// A value that was missing, and how the rule decided then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingValue {
    /// The name that was missing first, where a name was.
    pub name: Option<String>,
    /// Why.
    pub why: MissingCause,
    /// The parts of the rule whose condition it left undecided, so that they did not fire; none: it was decided all the same.
    pub undecided: BTreeSet<String>,
}

/// A record that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Its file, and of NDJSON its line.
    pub place: String,
    /// Why.
    pub why: SkipKind,
}

impl Simulated {
    /// The line of a rule without calls yet.
    pub(super) fn new(plan: &Plan, patient: &str, today: Date, age: AgeBand, sex: Sex) -> Simulated {
        Simulated {
            rule: plan.id.clone(),
            version: plan.version.clone(),
            title: plan.title.clone(),
            today,
            patient: patient.to_owned(),
            age,
            sex,
            calls: plan.hooks.iter().map(|hook| (hook.name.clone(), 0)).collect(),
            cannot_fire: BTreeMap::new(),
            cards: plan.card_ids().map(|id| (id.to_owned(), 0)).collect(),
            together: Vec::new(),
            system_actions: 0,
            refusals: BTreeMap::new(),
            missing: Vec::new(),
            unanswerable: BTreeMap::new(),
            nanoseconds: Vec::new(),
        }
    }
}

impl SimulationLine {
    /// Reads a line of NDJSON.
    pub fn parse(text: &str) -> Result<SimulationLine, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The line of NDJSON, without its end.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
