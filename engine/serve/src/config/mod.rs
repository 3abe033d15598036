//! The configuration: `engine.yaml` and the command line, read into the settings of each room.
//!
//! Fails closed: a setting that this version doesn't know is an error and never ignored, since it may be one that restricts who may call.

mod audit;
mod backend;
mod client;
mod error;
mod inbound;
mod options;
mod outbound;
mod parsed;
mod settings;
mod units;

pub use error::ConfigError;
pub use inbound::Intake;
pub use options::Options;

use crate::{audit::AuditSettings, backend::BackendSettings, outbound::InternalHost, store::Address, tls::TlsFiles, trust::TrustSettings};
use engine_call::CallLimits;
use engine_hooks::catalogue::{Catalogue, ContextField, FieldKind, Hook};
use jiff::tz::TimeZone;
use reqwest::Url;
use settings::{OwnField, OwnFieldKind, OwnHook, Settings};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// The settings, resolved.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The URL by which EHRs reach this engine.
    pub base_url: Option<Url>,
    /// The EHRs that may call. Without any, whoever is on this machine may.
    pub(crate) clients: Option<TrustSettings>,
    /// The engine's own access to the FHIR servers of some of them.
    pub(crate) backends: Vec<BackendSettings>,
    /// The hosts whose names may lead into the engine's own network.
    pub(crate) internal_hosts: Vec<InternalHost>,
    /// How many fetches from one server may be under way at once, of all calls together.
    pub fetches_per_server: usize,
    /// The folder of the rules.
    pub rules: PathBuf,
    /// HL7's hooks and those that the settings declare.
    pub catalogue: Catalogue,
    /// The time zone in which `today` is.
    pub zone: TimeZone,
    /// What one call may cost, and how strict its checks are.
    pub call_limits: CallLimits,
    /// How many bytes a request's body may have.
    pub body_limit: usize,
    /// Limits on what callers take of the server.
    pub intake: Intake,
    /// Where certificates are, if the engine encrypts.
    pub(crate) tls: Option<TlsFiles>,
    /// How long all fetches of a call may take together.
    pub deadline: Duration,
    /// Origins of web pages that may call (CORS); `*` allows all.
    pub cors_origins: Vec<String>,
    /// Where the audit, feedback and used tokens are kept.
    pub store: Address,
    /// How calls are audited.
    pub audit: AuditSettings,
}

/// How large a request may be, unless set otherwise.
const BODY_LIMIT: usize = 10_000_000;
/// How many fetches from one server may be under way, unless set otherwise.
const FETCHES_PER_SERVER: usize = 128;
/// How long a call may fetch, unless set otherwise.
const DEADLINE: Duration = Duration::from_millis(500);

/// The JSON Schema of `engine.yaml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Settings)
}

impl Config {
    /// Reads the settings' file, if there is one, and lays the command line over it.
    pub fn read(options: &Options) -> Result<Config, ConfigError> {
        let config = match &options.config {
            Some(path) => Config::parse(&error::read_text(path)?, path)?,
            None => Config::parse("", Path::new(""))?,
        };
        Ok(config.overridden(options))
    }

    /// Reads settings; `path` is the file they came from.
    pub fn parse(text: &str, path: &Path) -> Result<Config, ConfigError> {
        let settings = match text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            true => Settings::default(),
            false => serde_yaml::from_str(text).map_err(|found| ConfigError::invalid(path, &found))?,
        };
        let invalid = |message| ConfigError::Invalid { path: path.to_owned(), line: None, column: 1, message };
        Config::resolve(settings, path.parent().unwrap_or(Path::new(""))).map_err(invalid)
    }

    /// The error says which settings contradict each other.
    fn resolve(settings: Settings, folder: &Path) -> Result<Config, String> {
        let clients = client::resolve(&settings, folder)?;
        let backends = backend::resolve(&settings.clients, folder);
        outbound::check(clients.as_ref().map_or(&[], |trust| &trust.clients), &backends)?;
        Ok(Config {
            clients,
            backends,
            internal_hosts: settings.internal_hosts.into_iter().map(|written| written.0).collect(),
            fetches_per_server: settings.limits.fetches_per_server.map_or(FETCHES_PER_SERVER, usize::from),
            listen: settings.listen.map_or((Ipv4Addr::LOCALHOST, 8080).into(), |written| written.0),
            base_url: settings.base_url.map(|written| written.0),
            rules: settings.rules.map_or("./rules".into(), |written| folder.join(written.0)),
            catalogue: catalogue(settings.hooks.iter()),
            zone: settings.timezone.map_or_else(TimeZone::system, |written| written.0.0),
            call_limits: call_limits(&settings.checks, &settings.limits),
            body_limit: settings.limits.body.map_or(BODY_LIMIT, |written| written.0.0),
            deadline: settings.limits.deadline.map_or(DEADLINE, |written| written.0),
            intake: Intake::of(&settings.limits),
            tls: settings.tls.map(|tls| inbound::tls_files(&tls, folder)),
            cors_origins: settings.cors.origins.into_iter().map(|written| written.0.0).collect(),
            store: settings.store.map_or_else(Address::default, |written| written.0).within(folder),
            audit: settings.audit.resolve(folder),
        })
    }

    fn overridden(mut self, options: &Options) -> Config {
        self.listen = options.listen.unwrap_or(self.listen);
        if let Some(rules) = &options.rules {
            self.rules.clone_from(rules);
        }
        self
    }
}

fn call_limits(checks: &settings::Checks, limits: &settings::Limits) -> CallLimits {
    let default = CallLimits::default();
    CallLimits {
        fetches: limits.fetches.map_or(default.fetches, usize::from),
        pages: limits.pages.map_or(default.pages, usize::from),
        resources: limits.resources.map_or(default.resources, usize::from),
        response: limits.response.as_ref().map_or(default.response, |written| written.0.0),
        wrong_patient: checks.wrong_patient.into(),
    }
}

fn catalogue<'h>(own: impl Iterator<Item = (&'h String, &'h OwnHook)>) -> Catalogue {
    let mut catalogue = Catalogue::hl7();
    for (name, hook) in own {
        let context = hook.context.iter().map(|(name, field)| context_field(name, field)).collect();
        catalogue.add(Hook { name: name.clone(), version: None, context });
    }
    catalogue
}

fn context_field(name: &str, field: &OwnField) -> ContextField {
    let kind = match field.kind {
        Some(OwnFieldKind::String) => FieldKind::Text,
        Some(OwnFieldKind::Array) => FieldKind::Array,
        Some(OwnFieldKind::Object) => FieldKind::Object,
        None => FieldKind::Any,
    };
    ContextField { name: name.to_owned(), is_required: field.required, is_prefetch_token: field.token, kind }
}

#[cfg(test)]
mod tests;
