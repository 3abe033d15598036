//! A report on calls and cards, by service: how many there were, how they ended, and the feedback on them.

use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// Calls and cards, counted by service.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Only calls and feedback from then on are in it, where this is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// The services called, by id.
    pub services: Vec<ServiceReport>,
    /// Calls of services that don't exist.
    pub calls_of_no_service: u64,
}

/// The calls of a service, counted by how they ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceReport {
    /// Its id.
    pub service: String,
    /// How many there were.
    pub calls: u64,
    /// How many were answered.
    pub answered: u64,
    /// How many were refused, by the refusal's name.
    pub refused: BTreeMap<String, u64>,
    /// How long answers took, where there was any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<Durations>,
    /// Its cards, by id.
    pub cards: Vec<CardReport>,
    /// Feedback on cards that no record knows.
    pub feedback_on_unknown_cards: u64,
}

/// How long answers took, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Durations {
    /// Half of them took no longer.
    pub median: f64,
    /// 95 of 100 of them took no longer.
    pub percentile95: f64,
}

/// A card, counted by what users did with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CardReport {
    /// Its id in the rule.
    pub card: String,
    /// How often it was shown.
    pub shown: u64,
    /// How often a silent rule would have shown it.
    pub silent: u64,
    /// How often a suggestion of it was taken.
    pub accepted: u64,
    /// How often it was overridden.
    pub overridden: u64,
    /// Why it was overridden, where a reason was chosen; the most frequent first.
    pub reasons: Vec<OverrideReason>,
}

/// A reason for overriding a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverrideReason {
    /// The code's system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The code.
    pub code: String,
    /// How often it was chosen.
    pub count: u64,
}
