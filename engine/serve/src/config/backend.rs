//! Access of the engine's own at a client's FHIR servers, resolved: for which services, from where, with which key.

use super::{
    settings,
    text::{Meaning, Text},
};
use engine_smart::{client::Algorithm, fhir_server::is_secure};
use reqwest::Url;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Access of the engine's own (SMART Backend Services).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    /// The services that may use it.
    pub services: BTreeSet<String>,
    /// Where tokens are given out; none: as each FHIR server says itself.
    pub token_url: Option<Url>,
    /// The engine's client id there.
    pub client_id: String,
    /// Its private key, a file in PEM.
    pub key: PathBuf,
    /// What it signs with.
    pub algorithm: Algorithm,
    /// What it asks for.
    pub scope: String,
}

/// Where tokens are given out.
#[derive(Clone, Debug)]
pub(super) struct TokenUrl(Url);

impl Meaning for TokenUrl {
    const EXPECTED: &'static str = "a URL that begins with https:// (http:// on this machine only)";
    fn read(text: &str) -> Option<TokenUrl> {
        let url = Url::parse(text).ok()?;
        let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        (is_plain && is_secure(&url)).then_some(TokenUrl(url))
    }
}

/// What the engine signs its proofs with.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProofAlgorithm(Algorithm);

impl Meaning for ProofAlgorithm {
    const EXPECTED: &'static str = "ES384 or RS384";
    fn read(text: &str) -> Option<ProofAlgorithm> {
        Algorithm::named(text).filter(|algorithm| Algorithm::RECOMMENDED.contains(algorithm)).map(ProofAlgorithm)
    }
}

/// A text that says something.
#[derive(Clone, Debug)]
pub(super) struct Filled(String);

impl Meaning for Filled {
    const EXPECTED: &'static str = "text that is not empty";
    fn read(text: &str) -> Option<Filled> {
        (!text.is_empty()).then(|| Filled(text.to_owned()))
    }
}

impl Backend {
    /// `folder` is the settings' own.
    pub(super) fn of(written: &settings::Backend, folder: &Path) -> Backend {
        Backend {
            services: written.services.iter().map(|Text(service)| service.clone()).collect(),
            token_url: written.token_url.as_ref().map(|Text(url)| url.0.clone()),
            client_id: written.client_id.0.0.clone(),
            key: folder.join(&written.key.0),
            algorithm: written.algorithm.map_or(Algorithm::Es384, |Text(algorithm)| algorithm.0),
            scope: written.scope.0.0.clone(),
        }
    }
}
