//! The engine's own access to a client's FHIR servers, as the settings say: for which services, from where, with which key.

use engine_smart::{client::Algorithm, fhir_base_url::FhirBaseUrl};
use reqwest::Url;
use std::{collections::BTreeSet, path::PathBuf};

/// The engine's own access to the FHIR servers of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BackendSettings {
    /// The client's name.
    pub(crate) client: String,
    /// Its FHIR servers.
    pub(crate) fhir_servers: Vec<FhirBaseUrl>,
    /// The services that may use the access.
    pub(crate) services: BTreeSet<String>,
    /// The authorization server's token endpoint. Where it is not set, each FHIR server says it itself.
    pub(crate) token_url: Option<Url>,
    /// The engine's client id there.
    pub(crate) client_id: String,
    /// Its private key, a file in PEM.
    pub(crate) key: PathBuf,
    /// What it signs with.
    pub(crate) algorithm: Algorithm,
    /// What it asks for.
    pub(crate) scope: String,
}
