//! `store` and `audit` of engine.yaml as written, and what they come to.

use super::parsed::{FromText, Parsed};
use crate::{
    audit::{AuditLog, AuditSettings, PatientIds, PatientKey},
    store::Address,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::{borrow::Cow, fmt, path::Path};

/// How calls are audited.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Settings {
    /// Whether no answer goes out before its record is in the store: where it can't be, the answer is 503. Default: false.
    required: bool,
    /// Where records also go as JSON lines: `stdout`, or a file, from this file's folder. Default: nowhere.
    log: Option<Parsed<AuditLog>>,
    /// How patients stand in records. Default: hashed.
    patient: PatientSetting,
    /// The secret with which patients are hashed, of 16 characters at least; best from the environment. Default: one that the engine makes and
    /// keeps in the store, so that whoever reads the store can look for a patient whose id is known.
    key: Option<Parsed<Secret>>,
    /// Whether what users write in feedback is kept; it may name a patient. Default: false.
    comments: bool,
}

/// How patients stand in records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
enum PatientSetting {
    /// By a keyed hash (HMAC-SHA256) of their ids.
    #[default]
    Hashed,
    /// By their ids.
    Plain,
}

/// The key of patients' hashes.
#[derive(Clone, Debug)]
struct Secret(PatientKey);

impl FromText for Secret {
    const EXPECTED: &'static str = "a secret of 16 characters at least";
    fn read(text: &str) -> Option<Secret> {
        (text.len() >= 16).then(|| Secret(PatientKey::new(text.as_bytes())))
    }
}

impl FromText for AuditLog {
    const EXPECTED: &'static str = "`stdout` or a file";
    fn read(text: &str) -> Option<AuditLog> {
        AuditLog::read(text)
    }
}

impl FromText for Address {
    const EXPECTED: &'static str = "a store: sqlite:FILE, or postgres://USER:PASSWORD@HOST/DATABASE";
    fn read(text: &str) -> Option<Address> {
        Address::read(text)
    }
}

/// `audit` of engine.yaml: its settings, or `required`, which stands for `{ required: true }`.
#[derive(Clone, Debug, Default)]
pub(super) struct AuditSetting(Settings);

impl AuditSetting {
    /// With a log's file from `folder`.
    pub(super) fn resolve(self, folder: &Path) -> AuditSettings {
        let Settings { required, log, patient, key, comments } = self.0;
        let patients = match patient {
            PatientSetting::Plain => Some(PatientIds::Plain),
            PatientSetting::Hashed => key.map(|written| PatientIds::Hashed(written.0.0)),
        };
        AuditSettings { is_required: required, log: log.map(|written| written.0.within(folder)), patients, keeps_comments: comments }
    }
}

impl<'de> Deserialize<'de> for AuditSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<AuditSetting, D::Error> {
        deserializer.deserialize_any(AuditVisitor)
    }
}

struct AuditVisitor;

impl<'de> Visitor<'de> for AuditVisitor {
    type Value = AuditSetting;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("`required`, or settings such as { required: true, log: audit.jsonl }")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<AuditSetting, E> {
        match word {
            "required" => Ok(AuditSetting(Settings { required: true, ..Settings::default() })),
            _ => Err(E::custom(format!("`{word}` is not {}", Expected))),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AuditSetting, A::Error> {
        Settings::deserialize(MapAccessDeserializer::new(map)).map(AuditSetting)
    }
}

/// What may stand there, for people.
struct Expected;

impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        AuditVisitor.expecting(formatter)
    }
}

impl JsonSchema for AuditSetting {
    fn schema_name() -> Cow<'static, str> {
        "Audit".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let settings = Settings::json_schema(generator);
        json_schema!({ "anyOf": [{ "const": "required", "description": "Stands for { required: true }." }, settings] })
    }
}
