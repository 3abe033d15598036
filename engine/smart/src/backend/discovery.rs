//! Discovery of a FHIR server's token endpoint (SMART App Launch 2.2, `.well-known/smart-configuration`).

use crate::fhir_base_url::is_secure;
use serde::Deserialize;
use std::{error::Error, fmt};
use url::Url;

/// What of a server's configuration is read.
#[derive(Deserialize)]
struct Configuration {
    token_endpoint: Option<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// Why a configuration names no token endpoint that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscoveryError {
    /// It isn't a configuration.
    Malformed,
    /// It names no token endpoint.
    NoEndpoint,
    /// Its token endpoint isn't `https`, or names a user.
    NotSecure,
    /// It doesn't take client assertions signed by a private key.
    NoPrivateKeys,
}

/// The token endpoint of a configuration. `https`, or on this machine.
pub fn token_endpoint(configuration: &[u8]) -> Result<Url, DiscoveryError> {
    let found: Configuration = serde_json::from_slice(configuration).map_err(|_| DiscoveryError::Malformed)?;
    let methods = found.token_endpoint_auth_methods_supported;
    if methods.is_some_and(|methods| methods.iter().all(|method| method != "private_key_jwt")) {
        return Err(DiscoveryError::NoPrivateKeys);
    }
    let url = Url::parse(&found.token_endpoint.ok_or(DiscoveryError::NoEndpoint)?).map_err(|_| DiscoveryError::NoEndpoint)?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if is_plain && is_secure(&url) { Ok(url) } else { Err(DiscoveryError::NotSecure) }
}

impl fmt::Display for DiscoveryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            DiscoveryError::Malformed => "its smart-configuration is not JSON as SMART has it",
            DiscoveryError::NoEndpoint => "its smart-configuration names no `token_endpoint`",
            DiscoveryError::NotSecure => "the `token_endpoint` of its smart-configuration is not a plain https:// URL",
            DiscoveryError::NoPrivateKeys => "its smart-configuration says that it takes no `private_key_jwt`",
        })
    }
}

impl Error for DiscoveryError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_found_only_where_a_token_may_be_asked_for() {
        let found = |text: &str| token_endpoint(text.as_bytes()).map(String::from);
        let endpoint = |url: &str| found(&format!(r#"{{"token_endpoint":"{url}","capabilities":[]}}"#));
        assert_eq!(endpoint("https://auth.example.org/token").as_deref(), Ok("https://auth.example.org/token"));
        assert!(endpoint("http://127.0.0.1:8080/token").is_ok());
        for url in ["http://auth.example.org/token", "https://me@auth.example.org/", "ftp://auth.example.org/", "file:///token"] {
            assert_eq!(endpoint(url), Err(DiscoveryError::NotSecure), "{url}");
        }
        assert_eq!(endpoint("token"), Err(DiscoveryError::NoEndpoint));
        assert_eq!(found("{}"), Err(DiscoveryError::NoEndpoint));
        assert_eq!(found("[]"), Err(DiscoveryError::Malformed));
        let methods =
            |method: &str| found(&format!(r#"{{"token_endpoint":"https://a/t","token_endpoint_auth_methods_supported":["{method}"]}}"#));
        assert_eq!(methods("client_secret_basic"), Err(DiscoveryError::NoPrivateKeys));
        assert!(methods("private_key_jwt").is_ok());
    }
}
