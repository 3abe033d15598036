//! The FHIR server of a call, with the access token that was granted for it. A token goes nowhere else: every address is made or checked here.

use super::{HttpAccess, client};
use crate::{
    backend::{HeldToken, ServerAccess},
    outbound::{Gate, loopback::leads_here},
};
use engine_call::{Budget, FetchError, FhirServer};
use engine_fhir::{Document, query::Query};
use engine_smart::fhir_base_url;
use reqwest::{Client, Url, header::HeaderValue};
use std::{fmt, sync::Arc, time::Instant};

/// A FHIR server and the access token granted for it.
pub(crate) struct Server<'c> {
    /// Without a slash at its end.
    base: String,
    url: Url,
    /// It is missing where no token of the engine's own was available.
    authorization: Option<HeaderValue>,
    /// The engine's own access, where that is used.
    own: Option<(&'c Arc<ServerAccess>, Arc<HeldToken>)>,
    client: &'c Client,
    gate: Arc<Gate>,
    /// When the call's time is up.
    ends: Instant,
    /// Whether it was agreed with the client that calls.
    is_agreed: bool,
}

impl<'c> Server<'c> {
    /// The server at a base URL, where that is a URL and the token can stand in a header.
    pub(super) fn new(base: &str, access_token: &str, http: &HttpAccess<'c>) -> Option<Server<'c>> {
        let base = base.trim_end_matches('/').to_owned();
        let url = Url::parse(&base).ok()?;
        let authorization = Some(bearer(access_token)?);
        let gate = http.gates.of(&url);
        Some(Server {
            base,
            url,
            authorization,
            own: None,
            client: http.client,
            gate,
            ends: Instant::now() + http.deadline,
            is_agreed: false,
        })
    }
    /// A server that was agreed with the client that calls, under the URL that was agreed.
    pub(super) fn agreed(agreed: &fhir_base_url::FhirBaseUrl, access_token: &str, http: &HttpAccess<'c>) -> Option<Server<'c>> {
        Server::new(&agreed.to_string(), access_token, http).map(|server| Server { is_agreed: true, ..server })
    }
    /// A server that was agreed, with the engine's own access. Without a token, it isn't asked.
    pub(super) fn own(access: &'c Arc<ServerAccess>, held: Option<Arc<HeldToken>>, http: &HttpAccess<'c>) -> Option<Server<'c>> {
        let server = Server::agreed(access.server(), "", http)?;
        let authorization = held.as_ref().map(|held| bearer(&held.granted.access_token).ok_or(())).transpose().ok()?;
        Some(Server { authorization, own: held.map(|held| (access, held)), ..server })
    }

    pub(super) fn authorization(&self) -> Result<HeaderValue, FetchError> {
        self.authorization.clone().ok_or(FetchError::NoOwnToken)
    }
}

fn bearer(access_token: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {access_token}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl FhirServer for Server<'_> {
    type Address = Url;

    /// With clients set up, the server is an agreed one, or the call was refused before. Without, it must be on this machine.
    fn check(&self) -> Result<(), FetchError> {
        if !self.is_agreed && !leads_here(&self.url) {
            return Err(FetchError::ServerNotAllowed);
        }
        self.authorization().map(drop)
    }

    /// An address that the query's values lead elsewhere (path traversal, such as an id of two dots) is refused.
    fn address(&self, query: &Query<String>) -> Result<Url, FetchError> {
        let relative = match query {
            Query::Read { resource_type, id } => format!("{}/{id}", resource_type.name),
            Query::Search(search) => search.resource_type.name.to_owned(),
        };
        let address = Url::parse(&format!("{}/{}", self.base, query.to_url())).map_err(|_| FetchError::BadValue)?;
        let expected = format!("{}/{relative}", self.url.path().trim_end_matches('/'));
        if address.origin() == self.url.origin() && address.path() == expected { Ok(address) } else { Err(FetchError::BadValue) }
    }

    /// A page must be on the same server, on its base path or below.
    fn page(&self, link: &str) -> Result<Url, FetchError> {
        if link.is_empty() {
            return Err(FetchError::PageElsewhere);
        }
        let below = Url::parse(&format!("{}/", self.base)).map_err(|_| FetchError::PageElsewhere)?;
        let mut page = below.join(link).map_err(|_| FetchError::PageElsewhere)?;
        page.set_fragment(None);
        let base_path = self.url.path().trim_end_matches('/');
        let is_within = page.path().strip_prefix(base_path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let is_plain = page.username().is_empty() && page.password().is_none();
        if page.origin() == self.url.origin() && is_within && is_plain { Ok(page) } else { Err(FetchError::PageElsewhere) }
    }

    async fn get(&self, address: Url, budget: &mut Budget) -> Result<Document, FetchError> {
        let attempt = self.gate.enter(self.ends).await?;
        let got = client::get(self.client, self, address, budget).await;
        attempt.ended(&got);
        if let (Err(FetchError::Answered { status: 401 }), Some((access, held))) = (&got, &self.own) {
            access.forget(held);
        }
        got
    }
}

/// Without the token.
impl fmt::Debug for Server<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Server({})", self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{backend::Backends, outbound::Gates, trust::Caller};
    use std::{sync::LazyLock, time::Duration};

    fn server(base: &str) -> Server<'static> {
        static CLIENT: LazyLock<Client> = LazyLock::new(Client::new);
        static GATES: LazyLock<Gates> = LazyLock::new(|| Gates::new(1));
        static BACKENDS: LazyLock<Backends> = LazyLock::new(Backends::default);
        let http = HttpAccess {
            deadline: Duration::from_secs(1),
            client: &CLIENT,
            gates: &GATES,
            backends: &BACKENDS,
            caller: &Caller::ThisMachine,
        };
        Server::new(base, "secret", &http).unwrap()
    }

    #[test]
    fn a_query_is_asked_below_the_base() {
        let query = Query::parse("Patient/123").unwrap();
        for base in ["http://localhost/fhir", "http://localhost/fhir/"] {
            assert_eq!(server(base).address(&query).unwrap().as_str(), "http://localhost/fhir/Patient/123");
        }
        let query = Query::parse("Observation?patient=123&code=http://loinc.org|4548-4").unwrap();
        assert!(server("http://localhost").address(&query).unwrap().as_str().starts_with("http://localhost/Observation?patient=123&code="));
    }

    #[test]
    fn an_id_that_climbs_is_refused() {
        let patient = engine_fhir::types::resource("Patient").unwrap();
        for id in ["..", "."] {
            let query = Query::Read { resource_type: patient, id: id.to_owned() };
            assert_eq!(server("http://localhost/fhir").address(&query), Err(FetchError::BadValue), "{id}");
        }
    }

    #[test]
    fn a_page_stays_on_its_server_and_path() {
        let server = server("http://localhost:8080/fhir");
        for link in [
            "http://localhost:8080/fhir?_getpages=1",
            "http://localhost:8080/fhir/Observation?page=2",
            "Observation?page=2",
            "?_getpages=1",
        ] {
            assert!(server.page(link).is_ok(), "{link}");
        }
        for link in [
            "http://localhost:8081/fhir?x",
            "https://localhost:8080/fhir?x",
            "http://evil.example/fhir?x",
            "http://localhost:8080/fhir/../admin",
            "http://localhost:8080/fhir/%2e%2e/admin",
            "http://localhost:8080/fhirs",
            "//evil.example/fhir",
            "http://user@localhost:8080/fhir",
            "file:///etc/passwd",
        ] {
            assert_eq!(server.page(link), Err(FetchError::PageElsewhere), "{link}");
        }
    }

    #[test]
    fn its_debug_output_has_no_token() {
        assert_eq!(format!("{:?}", server("http://localhost/fhir")), "Server(http://localhost/fhir)");
    }
}
