//! `engine.yaml` as written. These doc comments are its reference: `engine schema engine` prints them.

use super::{
    audit::AuditSetting,
    backend::{Filled, ProofAlgorithm, TokenUrl},
    client::{Leeway, Name},
    parsed::Parsed,
    units::{Origin, Size, Zone},
};
use crate::{jwks::KeySource, outbound::InternalHost, store::Address};
use engine_smart::{client::Algorithm, fhir_base_url::FhirBaseUrl};
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
    pub(super) listen: Option<Parsed<SocketAddr>>,
    /// The URL by which EHRs reach this engine, such as https://cds.example.org: what the `aud` of a client's token begins with. Needed with
    /// `clients`.
    pub(super) base_url: Option<Parsed<Url>>,
    /// The EHRs that may call. Default: none; then nobody is asked who they are, and the engine is for its own machine alone.
    pub(super) clients: Vec<Client>,
    /// How far the clock of a client and this machine's may lie apart, such as 30s. Default: 30s; 5min at most.
    pub(super) leeway: Option<Parsed<Leeway>>,
    /// How long a client's token may last, from its `iat` to its `exp`. Default: 60min, which is the longest.
    pub(super) lifetime: Option<Parsed<Duration>>,
    /// Hosts whose names may lead to addresses of your own network, such as fhir.hospital.example, or *.hospital.example for all below it. Default:
    /// none; then names lead to public addresses alone. Addresses that are written in URLs need not be listed.
    pub(super) internal_hosts: Vec<Parsed<InternalHost>>,
    /// Folder of the rules, from this file's folder. Default: ./rules where the engine is started.
    pub(super) rules: Option<Parsed<PathBuf>>,
    /// Hooks of your own, by name, beside those of HL7's library.
    pub(super) hooks: BTreeMap<String, OwnHook>,
    /// The time zone in which `today` is, by its IANA name, such as America/New_York. Default: the machine's.
    pub(super) timezone: Option<Parsed<Zone>>,
    /// Checks on what a client sends.
    pub(super) checks: Checks,
    /// What one call may cost.
    pub(super) limits: Limits,
    /// Encryption of what clients send. Default: none; then that is a proxy's.
    pub(super) tls: Option<Tls>,
    /// Which web pages may call.
    pub(super) cors: Cors,
    /// Where the audit, feedback and used tokens are kept: `sqlite:FILE`, from this file's folder, or `postgres://…`. Default: sqlite:engine.db.
    pub(super) store: Option<Parsed<Address>>,
    /// How calls are audited.
    pub(super) audit: AuditSetting,
}

/// Encryption of what clients send: TLS 1.3 and 1.2. The files are followed as they change.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Tls {
    /// The engine's certificate and those above it but the root, a file in PEM, from this file's folder.
    pub(super) cert: Parsed<PathBuf>,
    /// The certificate's private key, a file in PEM.
    pub(super) key: Parsed<PathBuf>,
    /// Certificates of the authorities by one of which a client's own certificate must be signed, a file in PEM (mutual TLS). Default: clients need no
    /// certificate.
    pub(super) client_ca: Option<Parsed<PathBuf>>,
}

/// An EHR that may call.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Client {
    /// What it is called in logs, in letters, digits, `-`, `_` and `.`.
    pub(super) name: Parsed<Name>,
    /// What the `iss` of its tokens is, to the letter.
    pub(super) issuer: Parsed<String>,
    /// Its public keys, a JWK set: a URL such as https://ehr.example.org/jwks.json, or a file, from this file's folder.
    pub(super) jwks: Parsed<KeySource>,
    /// What the `jku` of its tokens is, where they have one. Default: `jwks`, where that is a URL.
    pub(super) jku: Option<Parsed<String>>,
    /// The FHIR servers that it may grant access to, by their base URLs. Default: none.
    #[serde(default)]
    pub(super) fhir_servers: Vec<Parsed<FhirBaseUrl>>,
    /// What `fhirAuthorization.subject` is, by service: the client id that the service has at this EHR. A service that is not in it may not be
    /// granted access. Left out: any `subject` will do.
    pub(super) client_ids: Option<BTreeMap<String, Parsed<String>>>,
    /// What its tokens may be signed with: ES256, ES384, RS256, RS384, RS512, PS256, PS384, PS512, EdDSA. Default: ES384 and RS384.
    pub(super) algorithms: Option<Vec<Parsed<Algorithm>>>,
    /// Access of the engine's own to this client's FHIR servers (SMART Backend Services), for hooks that no user triggers. Default: none.
    pub(super) backend: Option<Backend>,
}

/// Access of the engine's own to a client's FHIR servers. It is used where a call brings no `fhirAuthorization`, never in place of one that was refused.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Backend {
    /// The services that may use it; their rules must say `access: backend`.
    pub(super) services: Vec<Parsed<String>>,
    /// Where tokens are given out. Default: what each FHIR server's `.well-known/smart-configuration` says.
    pub(super) token_url: Option<Parsed<TokenUrl>>,
    /// The engine's client id there.
    pub(super) client_id: Parsed<Filled>,
    /// Its private key, a file in PEM, from this file's folder. The public half is published at /.well-known/jwks.json.
    pub(super) key: Parsed<PathBuf>,
    /// What it asks for, such as `system/Observation.rs system/Patient.r`. What is granted must cover all that a rule asks for.
    pub(super) scope: Parsed<Filled>,
    /// What it signs with: ES384 or RS384. Default: ES384.
    pub(super) algorithm: Option<Parsed<ProofAlgorithm>>,
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

/// What one call may cost, and all of them together.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Limits {
    /// How large a request may be. Default: 10MB.
    pub(super) body: Option<Parsed<Size>>,
    /// How long a request's head may take to come. Default: 5s.
    pub(super) head_time: Option<Parsed<Duration>>,
    /// How long a request's body may take to come. Default: 30s.
    pub(super) body_time: Option<Parsed<Duration>>,
    /// How many requests may be answered at once; more are refused with 503, to be sent again. Default: 1000.
    pub(super) calls: Option<NonZeroUsize>,
    /// How many connections may be open at once; more wait to be taken. Default: 10000.
    pub(super) connections: Option<NonZeroUsize>,
    /// How long fetching from the FHIR server may take, all queries and pages together. Default: 500ms.
    pub(super) deadline: Option<Parsed<Duration>>,
    /// How many fetches of one call may be under way at once. Default: 16.
    pub(super) fetches: Option<NonZeroUsize>,
    /// How many fetches from one FHIR server may be under way at once, of all calls together. Default: 128.
    pub(super) fetches_per_server: Option<NonZeroUsize>,
    /// How many resources one query may bring, all its pages together. Default: 10000.
    pub(super) resources: Option<NonZeroUsize>,
    /// How many pages one query may have. Default: 10.
    pub(super) pages: Option<NonZeroUsize>,
    /// How large what one query brings may be, all its pages together and decompressed. Default: 20MB.
    pub(super) response: Option<Parsed<Size>>,
}

/// Which web pages may call (CORS).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Cors {
    /// Their origins, such as https://ehr.example.org; `*` allows all. Default: none.
    pub(super) origins: Vec<Parsed<Origin>>,
}
