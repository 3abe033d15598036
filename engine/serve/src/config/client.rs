//! `clients` as written, and what they come to.
//!
//! Fails closed: two clients that a token can't distinguish are an error, and so is anything that a token could not be checked against.

use super::{
    parsed::{FromText, Parsed},
    settings::{self, Settings},
    units::secure_url,
};
use crate::{
    jwks::KeySource,
    trust::{ClientSettings, TrustSettings},
};
use engine_smart::{
    agreement::Agreement,
    client::{Algorithm, TokenPolicy},
    fhir_base_url::FhirBaseUrl,
};
use jiff::SignedDuration;
use reqwest::Url;
use std::{collections::BTreeSet, path::Path, time::Duration};

const DEFAULT_LEEWAY: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_LEEWAY: Duration = Duration::from_secs(300);
const DEFAULT_LIFETIME: SignedDuration = SignedDuration::from_hours(1);

impl FromText for KeySource {
    const EXPECTED: &'static str = "a URL that begins with https:// (http:// on this machine only), or the path of a file";
    fn read(text: &str) -> Option<KeySource> {
        if !text.contains("://") {
            return (!text.is_empty()).then(|| KeySource::File(text.into()));
        }
        // Keys that could be changed on the way prove nothing.
        secure_url(text).map(KeySource::Url)
    }
}

impl FromText for FhirBaseUrl {
    const EXPECTED: &'static str =
        "a FHIR server's base URL such as https://ehr.example.org/fhir/R4 (http:// on this machine only; no user, query or fragment)";
    fn read(text: &str) -> Option<FhirBaseUrl> {
        FhirBaseUrl::parse(text).ok()
    }
}

impl FromText for Algorithm {
    const EXPECTED: &'static str = "one of ES256, ES384, RS256, RS384, RS512, PS256, PS384, PS512, EdDSA";
    fn read(text: &str) -> Option<Algorithm> {
        Algorithm::named(text)
    }
}

/// A client's name.
#[derive(Clone, Debug)]
pub(super) struct Name(pub(super) String);

impl FromText for Name {
    const EXPECTED: &'static str = "a name of 1 to 64 letters, digits, `-`, `_` and `.`";
    fn read(text: &str) -> Option<Name> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        ((1..=64).contains(&text.len()) && is_plain).then(|| Name(text.to_owned()))
    }
}

/// How far two clocks may differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leeway(Duration);

impl FromText for Leeway {
    const EXPECTED: &'static str = "a duration such as 30s, of 5min at most";
    fn read(text: &str) -> Option<Leeway> {
        Duration::read(text).filter(|leeway| *leeway <= LONGEST_LEEWAY).map(Leeway)
    }
}

/// The clients of the settings, whose file is in `folder`, if there are any. The error says which settings contradict each other.
pub(super) fn resolve(settings: &Settings, folder: &Path) -> Result<Option<TrustSettings>, String> {
    if settings.clients.is_empty() {
        return Ok(None);
    }
    let base_url = base_url(settings.base_url.as_ref())?;
    check_distinct("name", settings.clients.iter().map(|client| client.name.0.0.as_str()))?;
    check_distinct("issuer", settings.clients.iter().map(|client| client.issuer.0.as_str()))?;
    let clients = settings.clients.iter().map(|client| resolve_one(client, settings, folder)).collect();
    Ok(Some(TrustSettings { base_url, clients }))
}

fn base_url(written: Option<&Parsed<Url>>) -> Result<String, String> {
    let Some(Parsed(url)) = written else {
        return Err("`clients` needs `baseUrl`, the URL by which they reach this engine: their tokens must be for it (`aud`)".to_owned());
    };
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    if !is_plain {
        return Err("`baseUrl` has a user, a query or a fragment, which no URL that is called begins with".to_owned());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn check_distinct<'n>(member: &str, values: impl Iterator<Item = &'n str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for value in values {
        if value.is_empty() {
            return Err(format!("a client has an empty `{member}`"));
        }
        if !seen.insert(value) {
            return Err(format!("two clients have the {member} `{value}`; a token must tell which of them calls"));
        }
    }
    Ok(())
}

fn resolve_one(written: &settings::Client, settings: &Settings, folder: &Path) -> ClientSettings {
    let keys = match &written.jwks.0 {
        KeySource::File(path) => KeySource::File(folder.join(path)),
        url => url.clone(),
    };
    let key_url = match (&written.jku, &keys) {
        (Some(jku), _) => Some(jku.0.clone()),
        (None, KeySource::Url(url)) => Some(url.to_string()),
        (None, KeySource::File(_)) => None,
    };
    let algorithms = written.algorithms.as_ref().map(|written| written.iter().map(|algorithm| algorithm.0).collect());
    let lasting = |duration: Duration, default| SignedDuration::try_from(duration).unwrap_or(default);
    let client_ids = written.client_ids.as_ref();
    ClientSettings {
        name: written.name.0.0.clone(),
        issuer: written.issuer.0.clone(),
        keys,
        terms: TokenPolicy {
            key_url,
            algorithms: algorithms.unwrap_or_else(|| Algorithm::RECOMMENDED.to_vec()),
            leeway: settings.leeway.map_or(DEFAULT_LEEWAY, |written| lasting(written.0.0, DEFAULT_LEEWAY)),
            lifetime: settings.lifetime.map_or(DEFAULT_LIFETIME, |written| lasting(written.0, DEFAULT_LIFETIME)),
        },
        agreement: Agreement {
            fhir_servers: written.fhir_servers.iter().map(|server| server.0.clone()).collect(),
            client_ids: client_ids.map(|ids| ids.iter().map(|(service, id)| (service.clone(), id.0.clone())).collect()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    const BASE: &str = "baseUrl: https://cds.example.org\n";

    fn read(text: &str) -> Result<TrustSettings, String> {
        let config = Config::parse(&format!("{BASE}{text}"), Path::new("conf/engine.yaml")).map_err(|error| error.to_string())?;
        Ok(config.clients.unwrap())
    }

    fn client(members: &str) -> String {
        format!("clients: [{{ name: st-elsewhere, issuer: 'https://ehr.example.org', {members} }}]\n")
    }

    #[test]
    fn a_client_is_read_whole() {
        let settings = client(
            "jwks: https://ehr.example.org/jwks.json, fhirServers: ['https://EHR.example.org:443/fhir/'], clientIds: { labs: cds-labs }, \
             algorithms: [RS256]",
        );
        let clients = read(&format!("{settings}leeway: 10s\nlifetime: 5min\n")).unwrap();
        let found = &clients.clients[0];
        assert_eq!((found.name.as_str(), found.issuer.as_str()), ("st-elsewhere", "https://ehr.example.org"));
        assert_eq!(found.terms.key_url.as_deref(), Some("https://ehr.example.org/jwks.json"));
        assert_eq!(found.terms.algorithms, [Algorithm::Rs256]);
        assert_eq!((found.terms.leeway.as_secs(), found.terms.lifetime.as_secs()), (10, 300));
        assert_eq!(found.agreement.fhir_servers[0].to_string(), "https://ehr.example.org/fhir");
        assert_eq!(found.agreement.check_subject("labs", "cds-labs"), Ok(()));
    }

    #[test]
    fn what_is_left_out_has_a_safe_default() {
        let clients = read(&client("jwks: keys.json")).unwrap();
        let found = &clients.clients[0];
        assert_eq!(found.keys, KeySource::File("conf/keys.json".into()));
        assert_eq!(found.terms.key_url, None);
        assert_eq!(found.terms.algorithms, Algorithm::RECOMMENDED);
        assert_eq!((found.terms.leeway.as_secs(), found.terms.lifetime.as_secs()), (30, 3600));
        assert!(found.agreement.fhir_servers.is_empty() && found.agreement.client_ids.is_none());
        let clients = read(&client("jwks: keys.json, jku: 'https://ehr.example.org/jwks'")).unwrap();
        assert_eq!(clients.clients[0].terms.key_url.as_deref(), Some("https://ehr.example.org/jwks"));
    }

    #[test]
    fn what_cannot_be_checked_against_is_refused() {
        for (members, what) in [
            ("jwks: http://ehr.example.org/jwks.json", "begins with https://"),
            ("jwks: https://user@ehr.example.org/jwks.json", "begins with https://"),
            ("jwks: ''", "path of a file"),
            ("jwks: k.json, fhirServers: ['http://ehr.example.org/fhir']", "FHIR server's base URL"),
            ("jwks: k.json, fhirServers: ['https://ehr.example.org/fhir?x']", "FHIR server's base URL"),
            ("jwks: k.json, algorithms: [HS256]", "one of ES256"),
            ("jwks: k.json, algorithms: [none]", "one of ES256"),
            ("jwks: k.json, backend: {}", "services"),
            ("jwks: k.json, backend: { services: [a], clientId: '', key: k.pem, scope: s }", "not empty"),
            ("jwks: k.json, backend: { services: [a], clientId: c, key: k.pem, scope: s, algorithm: RS256 }", "ES384 or RS384"),
            (
                "jwks: k.json, backend: { services: [a], clientId: c, key: k.pem, scope: s, tokenUrl: 'http://auth.example.org/' }",
                "https://",
            ),
            ("jku: x", "jwks"),
        ] {
            let error = read(&client(members)).unwrap_err();
            assert!(error.contains(what), "{members}: {error}");
        }
        assert!(read(&format!("{}leeway: 1h\n", client("jwks: k.json"))).unwrap_err().contains("5min at most"));
    }

    #[test]
    fn a_token_tells_which_client_calls() {
        let two = |second: &str| read(&format!("clients:\n- {{ name: a, issuer: i, jwks: k.json }}\n- {{ {second}, jwks: k.json }}\n"));
        assert!(two("name: b, issuer: j").is_ok());
        assert!(two("name: b, issuer: i").unwrap_err().contains("two clients have the issuer `i`"));
        assert!(two("name: a, issuer: j").unwrap_err().contains("two clients have the name `a`"));
        assert!(two("name: b, issuer: ''").unwrap_err().contains("empty `issuer`"));
    }

    #[test]
    fn clients_need_a_plain_base_url() {
        let parse = |base: &str| Config::parse(&format!("{base}{}", client("jwks: k.json")), Path::new("engine.yaml"));
        assert!(parse("").unwrap_err().to_string().contains("needs `baseUrl`"));
        for base in ["https://cds.example.org?x", "https://cds.example.org/#x", "https://me@cds.example.org"] {
            assert!(parse(&format!("baseUrl: {base}\n")).unwrap_err().to_string().contains("`baseUrl` has"), "{base}");
        }
        assert_eq!(parse("baseUrl: https://cds.example.org/cds/\n").unwrap().clients.unwrap().base_url, "https://cds.example.org/cds");
        assert!(Config::parse("clients: []", Path::new("engine.yaml")).unwrap().clients.is_none());
    }
}
