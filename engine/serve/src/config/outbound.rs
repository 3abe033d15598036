//! Where the engine may connect to, as written: which names may lead into its own network, and which addresses can't be meant.

use super::parsed::FromText;
use crate::{
    backend::BackendSettings,
    jwks::KeySource,
    outbound::{InternalHost, address::Reach},
    trust::ClientSettings,
};
use engine_smart::fhir_base_url::FhirBaseUrl;
use reqwest::Url;

impl FromText for InternalHost {
    const EXPECTED: &'static str = "a host's name such as fhir.hospital.example, or *.hospital.example for all below it";
    fn read(text: &str) -> Option<InternalHost> {
        InternalHost::parse(text)
    }
}

/// Refuses addresses in the clients' URLs where no server can be. An internal address is allowed: whoever writes it means it.
pub(super) fn check(clients: &[ClientSettings], backends: &[BackendSettings]) -> Result<(), String> {
    for client in clients {
        let keys = match &client.keys {
            KeySource::Url(url) => Some(url),
            KeySource::File(_) => None,
        };
        let servers = client.agreement.fhir_servers.iter().map(FhirBaseUrl::url);
        let tokens = backends.iter().filter(|backend| backend.client == client.name).filter_map(|backend| backend.token_url.as_ref());
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
    use crate::config::Config;
    use std::path::Path;

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
