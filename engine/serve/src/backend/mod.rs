//! Access of the engine's own to clients' FHIR servers, for hooks that no user triggers (SMART Backend Services).
//!
//! What is requested and granted is for engine-smart to know. Here is who may use the access, with which keys, and the cached tokens. A token is for one
//! client's FHIR server, and goes nowhere else.

mod access;
mod request;
mod settings;

pub(crate) use access::{HeldToken, ServerAccess};
pub(crate) use settings::BackendSettings;

use engine_rule::{plan::Plan, rule_set::RuleSet};
use engine_smart::{
    backend::{self, SigningKey, SigningKeyError},
    fhir_base_url::FhirBaseUrl,
};
use engine_syntax::model;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The engine's own access, by client.
#[derive(Debug, Default)]
pub(crate) struct Backends {
    by_client: BTreeMap<String, Backend>,
    /// The public keys, as they are published.
    key_set: String,
}

/// Access to one client's FHIR servers.
#[derive(Debug)]
struct Backend {
    services: BTreeSet<String>,
    /// One for each FHIR server.
    accesses: Vec<Arc<ServerAccess>>,
}

/// Why a key can't be used.
#[derive(Debug)]
pub struct KeyError {
    file: PathBuf,
    kind: KeyErrorKind,
}

#[derive(Debug)]
enum KeyErrorKind {
    Unreadable(io::Error),
    Bad(SigningKeyError),
}

impl Backends {
    /// Reads the keys that the settings name.
    pub(crate) fn of(all: &[BackendSettings]) -> Result<Backends, KeyError> {
        let (mut by_client, mut keys) = (BTreeMap::new(), Vec::new());
        for settings in all {
            let key = Arc::new(read_key(settings)?);
            keys.push(key.clone());
            let accesses = settings.fhir_servers.iter().map(|server| Arc::new(ServerAccess::new(settings, server, key.clone()))).collect();
            by_client.insert(settings.client.clone(), Backend { services: settings.services.clone(), accesses });
        }
        Ok(Backends { by_client, key_set: backend::key_set(keys.iter().map(AsRef::as_ref)) })
    }

    /// The JWK set by which authorization servers verify the engine's client assertions.
    pub(crate) fn key_set(&self) -> &str {
        &self.key_set
    }

    /// The access that a rule has to a client's FHIR server, if it has any. Where the request names no server, it is the client's only one.
    pub(crate) fn access(&self, client: &str, plan: &Plan, server: Option<&FhirBaseUrl>) -> Option<&Arc<ServerAccess>> {
        let backend = self.by_client.get(client)?;
        if plan.access != model::Access::Backend || !backend.services.contains(&plan.id) {
            return None;
        }
        match (server, backend.accesses.as_slice()) {
            (Some(server), accesses) => accesses.iter().find(|access| access.server() == server),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// Warns of listed services that can't use their access.
    pub(crate) fn warn_of_unused(&self, rules: &RuleSet) {
        for (client, backend) in &self.by_client {
            for service in &backend.services {
                match rules.find(service) {
                    None => tracing::warn!(client, service, "`backend.services` lists a service that no rule is"),
                    Some(plan) if plan.access != model::Access::Backend => {
                        tracing::warn!(client, service, "`backend.services` lists a service whose rule doesn't say `access: backend`");
                    }
                    Some(_) => {}
                }
            }
        }
    }
}

fn read_key(settings: &BackendSettings) -> Result<SigningKey, KeyError> {
    let flawed = |path: &Path, kind| KeyError { file: path.to_owned(), kind };
    let pem = fs::read(&settings.key).map_err(|error| flawed(&settings.key, KeyErrorKind::Unreadable(error)))?;
    SigningKey::from_pem(&pem, settings.algorithm).map_err(|error| flawed(&settings.key, KeyErrorKind::Bad(error)))
}

impl fmt::Display for KeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            KeyErrorKind::Unreadable(error) => write!(formatter, "{}: can't be read: {error}", self.file.display()),
            KeyErrorKind::Bad(error) => write!(formatter, "{}: {error}", self.file.display()),
        }
    }
}

impl std::error::Error for KeyError {}
