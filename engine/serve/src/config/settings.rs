//! `engine.yaml` as written. These doc comments are its reference: `engine schema engine` prints them.

use super::{text::Text, units::Size};
use reqwest::Url;
use schemars::JsonSchema;
use serde::Deserialize;
use std::{collections::BTreeMap, net::SocketAddr, num::NonZeroUsize, path::PathBuf, time::Duration};

/// Settings of `engine serve`. Every member may be left out. `${NAME}` in a string stands for a variable of the environment.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schemars(title = "engine.yaml")]
pub(super) struct Settings {
    /// Address and port to listen on. Default: 127.0.0.1:8080.
    pub(super) listen: Option<Text<SocketAddr>>,
    /// The URL by which EHRs reach this engine, such as https://cds.example.org.
    pub(super) base_url: Option<Text<Url>>,
    /// Folder of the rules, from this file's folder. Default: ./rules where the engine is started.
    pub(super) rules: Option<Text<PathBuf>>,
    /// Hooks of your own, by name, beside those of HL7's library.
    pub(super) hooks: BTreeMap<String, OwnHook>,
    /// The time zone in which `today` is, by its IANA name, such as America/New_York. Default: the machine's.
    pub(super) timezone: Option<Text<super::Zone>>,
    /// Checks on what a client sends.
    pub(super) checks: Checks,
    /// What one call may cost.
    pub(super) limits: Limits,
    /// Which web pages may call.
    pub(super) cors: Cors,
}

/// A hook of your own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OwnHook {
    /// The fields of its context, by name.
    #[serde(default)]
    pub(super) context: BTreeMap<String, OwnField>,
}

/// A field of a hook's context.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct OwnField {
    /// Whether every request must have it. Default: false.
    pub(super) required: bool,
    /// Whether a prefetch template may use it as `{{context.name}}`. Default: false.
    pub(super) token: bool,
    /// What JSON it is. Default: anything.
    #[serde(rename = "type")]
    pub(super) kind: Option<OwnFieldKind>,
}

/// What JSON a context field is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum OwnFieldKind {
    /// A string.
    String,
    /// An array.
    Array,
    /// An object: a FHIR resource or Bundle.
    Object,
}

/// Checks on what a client sends.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Checks {
    /// What becomes of a call whose prefetched data are another patient's. Default: refuse.
    pub(super) wrong_patient: WrongPatient,
}

/// What becomes of a call whose prefetched data are another patient's.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum WrongPatient {
    /// It is refused.
    #[default]
    Refuse,
    /// It is answered, and a warning logged.
    Warn,
}

impl From<WrongPatient> for engine_call::WrongPatient {
    fn from(written: WrongPatient) -> engine_call::WrongPatient {
        match written {
            WrongPatient::Refuse => engine_call::WrongPatient::Refuse,
            WrongPatient::Warn => engine_call::WrongPatient::Warn,
        }
    }
}

/// What one call may cost.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Limits {
    /// How large a request may be. Default: 10MB.
    pub(super) body: Option<Text<Size>>,
    /// How long fetching from the FHIR server may take, all queries and pages together. Default: 500ms.
    pub(super) deadline: Option<Text<Duration>>,
    /// How many fetches of one call may be under way at once. Default: 16.
    pub(super) fetches: Option<NonZeroUsize>,
    /// How many pages one query may have. Default: 10.
    pub(super) pages: Option<NonZeroUsize>,
    /// How large what one query brings may be, all its pages together and decompressed. Default: 20MB.
    pub(super) response: Option<Text<Size>>,
}

/// Which web pages may call (CORS).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Cors {
    /// Their origins, such as https://ehr.example.org; `*` allows all. Default: none.
    pub(super) origins: Vec<Text<super::Origin>>,
}
