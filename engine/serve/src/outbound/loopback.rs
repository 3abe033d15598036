//! Which addresses and servers are this machine's own (loopback). Names of servers aren't looked up for it: only `localhost` is known.

use super::address::address_of;
use reqwest::Url;
use std::net::IpAddr;

/// Whether an address is reached from this machine alone.
pub(crate) fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Whether a URL leads to this machine.
pub(crate) fn leads_here(url: &Url) -> bool {
    match address_of(url) {
        Some(address) => is_loopback(address),
        None => url.host_str() == Some("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::leads_here;

    #[test]
    fn only_loopback_addresses_and_localhost_lead_here() {
        for server in ["http://localhost:8080/fhir", "http://127.0.0.2/fhir", "https://[::1]/fhir", "http://[::ffff:127.0.0.1]/"] {
            assert!(leads_here(&server.parse().unwrap()), "{server}");
        }
        for server in [
            "http://example.org/fhir",
            "http://localhost.example.org/",
            "http://10.0.0.1/",
            "http://0.0.0.0/",
            "http://127.0.0.1.example.org/",
        ] {
            assert!(!leads_here(&server.parse().unwrap()), "{server}");
        }
    }
}
