//! The base URL of a FHIR server, in a normal form, so that two can be compared.
//!
//! Knows URLs. Must never know which server a token may go to: that is the agreement's.

use std::{error::Error, fmt, net::IpAddr};
use url::{Host, Url};

/// The base URL of a FHIR server in normal form: `https`, or `http` to this machine; the host in lower case, no default port, no slash at the end, no
/// `..`. Two are the same server if and only if they are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FhirBaseUrl(Url);

/// Why a text isn't the base URL of a FHIR server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FhirBaseUrlError {
    /// It isn't a URL, or has characters that some URL parsers drop and others don't.
    NotAUrl,
    /// It is neither `https` nor `http`.
    Scheme,
    /// It is `http` to another machine, where everyone on the way could read the token.
    NotSecure,
    /// It names a user.
    UserInfo,
    /// It has a query or a fragment.
    Tail,
}

impl FhirBaseUrl {
    /// Parses a base URL and brings it into normal form.
    pub fn parse(text: &str) -> Result<FhirBaseUrl, FhirBaseUrlError> {
        // A URL parser drops tabs and line ends, and turns `\` into `/` and full-width letters into plain ones.
        if !text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
            return Err(FhirBaseUrlError::NotAUrl);
        }
        let mut url = Url::parse(text).map_err(|_| FhirBaseUrlError::NotAUrl)?;
        if !is_secure(&url) {
            return Err(if url.scheme() == "http" { FhirBaseUrlError::NotSecure } else { FhirBaseUrlError::Scheme });
        }
        if !url.username().is_empty() || url.password().is_some() || authority(text).contains('@') {
            return Err(FhirBaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(FhirBaseUrlError::Tail);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(FhirBaseUrl(url))
    }

    /// Its URL.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Whether it is this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }
}

/// Whether nobody on the way can read or change what is sent: `https`, or `http` to this machine.
pub fn is_secure(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

/// What stands between `//` and the path; an empty name of a user can be seen only there.
fn authority(text: &str) -> &str {
    let after_scheme = text.split_once("//").map_or(text, |(_, rest)| rest);
    after_scheme.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Whether a URL leads to this machine by its address, or by the name that always means it (RFC 6761, 6.3).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).to_canonical().is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        None => false,
    }
}

impl fmt::Display for FhirBaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl fmt::Display for FhirBaseUrlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            FhirBaseUrlError::NotAUrl => "it is not an absolute URL in plain characters",
            FhirBaseUrlError::Scheme => "it begins with something other than https://",
            FhirBaseUrlError::NotSecure => "it is http:// to another machine, where a token could be read on the way; https:// is needed",
            FhirBaseUrlError::UserInfo => "it names a user before the host",
            FhirBaseUrlError::Tail => "it has a query or a fragment",
        })
    }
}

impl Error for FhirBaseUrlError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> FhirBaseUrl {
        FhirBaseUrl::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn case_of_the_host_default_port_and_slash_make_no_difference() {
        let server = parse("https://ehr.example.org/fhir/R4");
        for same in ["https://EHR.Example.org/fhir/R4", "HTTPS://ehr.example.org:443/fhir/R4/", "https://ehr.example.org/fhir/R4//"] {
            assert_eq!(parse(same), server, "{same}");
        }
        assert_eq!(server.to_string(), "https://ehr.example.org/fhir/R4");
        assert_eq!(parse("https://ehr.example.org/").to_string(), "https://ehr.example.org");
    }

    #[test]
    fn look_alikes_differ() {
        let server = parse("https://ehr.example.org/fhir/R4");
        for other in [
            "https://ehr.example.org/fhir/r4",
            "https://ehr.example.org/fhir/R4x",
            "https://ehr.example.org/fhir",
            "https://ehr.example.org/fhir/R4/Patient",
            "https://ehr.example.org/fhir/R4/../evil",
            "https://ehr.example.org/fhir/R4/%2e%2e/evil",
            "https://ehr.example.org//fhir/R4",
            "https://ehr.example.org:8443/fhir/R4",
            "https://ehr.example.org./fhir/R4",
            "https://ehr.example.org.evil.example/fhir/R4",
            "https://evil.example/ehr.example.org/fhir/R4",
            "https://xehr.example.org/fhir/R4",
        ] {
            assert_ne!(parse(other), server, "{other}");
        }
    }

    #[test]
    fn what_is_no_plain_base_url_is_refused() {
        for (text, why) in [
            ("", FhirBaseUrlError::NotAUrl),
            ("ehr.example.org/fhir", FhirBaseUrlError::NotAUrl),
            ("https://", FhirBaseUrlError::NotAUrl),
            ("https://ehr.exam\tple.org/fhir", FhirBaseUrlError::NotAUrl),
            (" https://ehr.example.org/fhir", FhirBaseUrlError::NotAUrl),
            ("https://ehr.example.org\\@evil.example/fhir", FhirBaseUrlError::NotAUrl),
            ("https://ｅhr.example.org/fhir", FhirBaseUrlError::NotAUrl),
            ("file:///etc/passwd", FhirBaseUrlError::Scheme),
            ("ftp://ehr.example.org/", FhirBaseUrlError::Scheme),
            ("http://ehr.example.org/fhir", FhirBaseUrlError::NotSecure),
            ("http://10.0.0.1/fhir", FhirBaseUrlError::NotSecure),
            ("http://localhost.example.org/fhir", FhirBaseUrlError::NotSecure),
            ("https://user@ehr.example.org/fhir", FhirBaseUrlError::UserInfo),
            ("https://ehr.example.org@evil.example/fhir", FhirBaseUrlError::UserInfo),
            ("https://:pass@ehr.example.org/fhir", FhirBaseUrlError::UserInfo),
            ("https://@ehr.example.org/fhir", FhirBaseUrlError::UserInfo),
            ("https://ehr.example.org/fhir?x=1", FhirBaseUrlError::Tail),
            ("https://ehr.example.org/fhir?", FhirBaseUrlError::Tail),
            ("https://ehr.example.org/fhir#x", FhirBaseUrlError::Tail),
        ] {
            assert_eq!(FhirBaseUrl::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn http_leads_to_this_machine_alone() {
        for text in
            ["http://localhost:8080/fhir", "http://127.0.0.1/fhir", "http://[::1]:80/fhir", "http://127.9.9.9", "http://[::ffff:127.0.0.1]"]
        {
            assert!(parse(text).is_loopback(), "{text}");
        }
        assert!(!parse("https://ehr.example.org").is_loopback());
    }
}
