//! The audit record of a call.
//!
//! Queries are the rule's templates, never filled. There is no room for a token, a resource or a name.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The record of one call. As JSON it is a line of the audit log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The record's own id, a UUID.
    pub id: String,
    /// When the call arrived.
    pub time: Timestamp,
    /// The service called, where there is such a service.
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
    pub patient: Option<RecordedPatient>,
    /// The rule's queries, and whether the data of each were available. Empty where the call was refused before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queries: Vec<QueryRecord>,
    /// The scopes that the rule requires.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes_needed: Vec<String>,
    /// The scope of the access that was granted, as `fhirAuthorization.scope` has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope_granted: Option<String>,
    /// `answered`, or the name of the refusal.
    pub outcome: String,
    /// Why it was refused, in the engine's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// The cards, in the order of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<CardRecord>,
    /// How many system actions were answered.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub system_actions: usize,
    /// How long the call took.
    pub milliseconds: f64,
}

/// A patient, hashed or not as the settings say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RecordedPatient {
    /// HMAC-SHA256 of the id.
    Hash(String),
    /// The id itself.
    Id(String),
}

/// One query of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryRecord {
    /// Name of the prefetch entry.
    pub entry: String,
    /// Its template, as the rule has it.
    pub template: String,
    /// Whether its data were available, and from whom.
    #[serde(rename = "had")]
    pub availability: Availability,
    /// Why they were not available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The HTTP status that the FHIR server answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How long fetching took, where it was fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<f64>,
}

/// Whether an entry's data were available, and from whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// The client sent them.
    Prefetched,
    /// They were fetched with the access that the call was granted.
    Fetched,
    /// There are no such data.
    Empty,
    /// They were not available. Records have always said it in other words.
    #[serde(rename = "not-had")]
    Unavailable,
}

/// A card that was answered, or that a silent rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CardRecord {
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

impl RecordedPatient {
    /// The hash or the id.
    pub fn as_str(&self) -> &str {
        match self {
            RecordedPatient::Hash(text) | RecordedPatient::Id(text) => text,
        }
    }
}

impl Availability {
    /// The word in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Availability::Prefetched => "prefetched",
            Availability::Fetched => "fetched",
            Availability::Empty => "empty",
            Availability::Unavailable => "not-had",
        }
    }
}
