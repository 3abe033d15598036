//! What is kept of a call.
//!
//! Queries are the rule's templates, never filled. There is no room for a token, a resource or a name.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The record of one call. As JSON it is a line of the audit log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Its own: a UUID.
    pub id: String,
    /// When the call came.
    pub time: Timestamp,
    /// The service called; none where there is no such service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The rule's version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether the rule is silent, so that what it found was not shown.
    #[serde(default, rename = "silent", skip_serializing_if = "is_false")]
    pub is_silent: bool,
    /// Digest of the rule set that answered.
    pub rule_set: String,
    /// The client's name in the settings, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The tenant that the client names, when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// `fhirAuthorization.subject`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The hook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hook: Option<String>,
    /// The call's `hookInstance`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hook_instance: Option<String>,
    /// The patient in context.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<Patient>,
    /// The rule's queries, and how each was had; none where the call was refused before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queries: Vec<Query>,
    /// The least scopes that the rule needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes_needed: Vec<String>,
    /// The scope of the token that was lent, as it was lent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope_granted: Option<String>,
    /// `answered`, or the name of the refusal.
    pub outcome: String,
    /// Why it was refused, in the engine's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// The cards, in the order of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// How many system actions.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub system_actions: usize,
    /// How long the call took.
    pub milliseconds: f64,
}

/// A patient, as the settings say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Patient {
    /// HMAC-SHA256 of the id.
    Hash(String),
    /// The id itself.
    Id(String),
}

/// One query of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Query {
    /// Name of the prefetch entry.
    pub entry: String,
    /// As the rule has it.
    pub template: String,
    /// How its data were had.
    pub had: Had,
    /// Why they were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the FHIR server answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How long fetching took, where it was fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<f64>,
}

/// How an entry's data were had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Had {
    /// The client sent them.
    Prefetched,
    /// They were fetched with the lent token.
    Fetched,
    /// There are none.
    Empty,
    /// They could not be had.
    NotHad,
}

/// A card that was answered, or that a silent rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// Its id in the rule.
    pub id: String,
    /// Its uuid in the answer, by which feedback names it.
    pub uuid: String,
}

impl Record {
    /// The outcome of a call that was answered.
    pub const ANSWERED: &str = "answered";
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Patient {
    /// The hash or the id.
    pub fn as_str(&self) -> &str {
        match self {
            Patient::Hash(text) | Patient::Id(text) => text,
        }
    }
}

impl Had {
    /// The word in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Had::Prefetched => "prefetched",
            Had::Fetched => "fetched",
            Had::Empty => "empty",
            Had::NotHad => "not-had",
        }
    }
}
