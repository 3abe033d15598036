//! Where the engine may connect to: which names may lead into its own network, and which addresses can't be meant.

use super::{Client, KeySource, text::Meaning};
use crate::outbound::address::Reach;
use reqwest::Url;
use std::net::IpAddr;

/// A host whose name may lead to an internal address, or all hosts below a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InternalHost {
    /// In small letters.
    name: String,
    /// Whether those below it are meant, not itself.
    is_parent: bool,
}

impl InternalHost {
    /// Reads a host name, or `*.` and the name that others are below.
    pub fn parse(text: &str) -> Option<InternalHost> {
        let (name, is_parent) = text.strip_prefix("*.").map_or((text, false), |parent| (parent, true));
        let is_label =
            |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let is_name = name.split('.').all(is_label) && name.parse::<IpAddr>().is_err();
        is_name.then(|| InternalHost { name: name.to_ascii_lowercase(), is_parent })
    }

    /// Whether a host is meant.
    pub fn matches(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        match self.is_parent {
            true => host.strip_suffix(&self.name).is_some_and(|below| below.len() > 1 && below.ends_with('.')),
            false => host == self.name,
        }
    }
}

impl Meaning for InternalHost {
    const EXPECTED: &'static str = "a host's name such as fhir.hospital.example, or *.hospital.example for all below it";
    fn read(text: &str) -> Option<InternalHost> {
        InternalHost::parse(text)
    }
}

/// Whether every address that is written in the clients' URLs can be a server's. An internal one that is written is meant.
pub(super) fn check<'c>(clients: impl Iterator<Item = &'c Client>) -> Result<(), String> {
    for client in clients {
        let keys = match &client.keys {
            KeySource::Url(url) => Some(url),
            KeySource::File(_) => None,
        };
        let servers = client.agreement.fhir_servers.iter().map(engine_smart::fhir_server::FhirServer::url);
        let tokens = client.backend.as_ref().and_then(|backend| backend.token_url.as_ref());
        if let Some(url) = servers.chain(keys).chain(tokens).find(|url| leads_nowhere(url)) {
            return Err(format!(
                "the client `{}` has the URL {url}, where no server can be: the address is link-local, multicast or reserved, or a cloud's metadata service",
                client.name
            ));
        }
    }
    Ok(())
}

fn leads_nowhere(url: &Url) -> bool {
    Reach::of_url(url) == Some(Reach::Never)
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;
    use std::path::Path;

    #[test]
    fn a_host_is_a_name_or_all_below_one() {
        for right in ["fhir.hospital.example", "*.hospital.example", "ehr", "FHIR_1.Hospital.example"] {
            assert!(InternalHost::parse(right).is_some(), "{right}");
        }
        for wrong in ["", "*", "*.", "10.0.0.1", "https://ehr", "ehr:443", "a..b", "a.*.b", "::1", "ehr/fhir", "ehr."] {
            assert!(InternalHost::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_address_is_meant_where_it_is_written_unless_no_server_can_be_there() {
        let parse = |members: &str| {
            let client = format!("baseUrl: https://cds.example.org\nclients: [{{ name: ehr, issuer: i, {members} }}]");
            Config::parse(&client, Path::new("engine.yaml"))
        };
        for address in ["10.0.0.1", "[fd12::1]", "127.0.0.1", "8.8.8.8"] {
            assert!(parse(&format!("jwks: k.json, fhirServers: ['https://{address}/fhir']")).is_ok(), "{address}");
        }
        for address in ["169.254.169.254", "[fe80::1]", "0.0.0.0", "[::ffff:a9fe:a9fe]", "0xA9FEA9FE", "[fd00:ec2::254]"] {
            let error = parse(&format!("jwks: k.json, fhirServers: ['https://{address}/fhir']")).unwrap_err().to_string();
            assert!(error.contains("`ehr`") && error.contains("no server can be"), "{error}");
            assert!(parse(&format!("jwks: 'https://{address}/keys'")).is_err(), "{address}");
        }
    }
}
