//! `backend` of a client as written, and what it comes to.

use super::{
    parsed::{FromText, Parsed},
    settings,
    units::secure_url,
};
use crate::backend::BackendSettings;
use engine_smart::client::Algorithm;
use reqwest::Url;
use std::path::Path;

/// Where tokens are given out.
#[derive(Clone, Debug)]
pub(super) struct TokenUrl(Url);

impl FromText for TokenUrl {
    const EXPECTED: &'static str = "a URL that begins with https:// (http:// on this machine only)";
    fn read(text: &str) -> Option<TokenUrl> {
        secure_url(text).map(TokenUrl)
    }
}

/// What the engine signs its proofs with.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProofAlgorithm(Algorithm);

impl FromText for ProofAlgorithm {
    const EXPECTED: &'static str = "ES384 or RS384";
    fn read(text: &str) -> Option<ProofAlgorithm> {
        Algorithm::named(text).filter(|algorithm| Algorithm::RECOMMENDED.contains(algorithm)).map(ProofAlgorithm)
    }
}

/// A text that says something.
#[derive(Clone, Debug)]
pub(super) struct Filled(String);

impl FromText for Filled {
    const EXPECTED: &'static str = "text that is not empty";
    fn read(text: &str) -> Option<Filled> {
        (!text.is_empty()).then(|| Filled(text.to_owned()))
    }
}

/// The access of the engine's own that each client gives it; `folder` is the settings' own.
pub(super) fn resolve(clients: &[settings::Client], folder: &Path) -> Vec<BackendSettings> {
    clients.iter().filter_map(|client| Some(resolve_one(client, client.backend.as_ref()?, folder))).collect()
}

fn resolve_one(client: &settings::Client, written: &settings::Backend, folder: &Path) -> BackendSettings {
    BackendSettings {
        client: client.name.0.0.clone(),
        fhir_servers: client.fhir_servers.iter().map(|Parsed(server)| server.clone()).collect(),
        services: written.services.iter().map(|Parsed(service)| service.clone()).collect(),
        token_url: written.token_url.as_ref().map(|Parsed(url)| url.0.clone()),
        client_id: written.client_id.0.0.clone(),
        key: folder.join(&written.key.0),
        algorithm: written.algorithm.map_or(Algorithm::Es384, |Parsed(algorithm)| algorithm.0),
        scope: written.scope.0.0.clone(),
    }
}
