//! Requests an access token: discovers the token endpoint, unless that is set, and sends it a client assertion made for that endpoint alone.

use super::settings::BackendSettings;
use crate::outbound::{self, address::Reach};
use engine_smart::{
    backend::{ASSERTION_TYPE, AccessToken, AccessTokenError, Assertion, DiscoveryError, SigningKey, SigningKeyError, token_endpoint},
    fhir_base_url::FhirBaseUrl,
};
use jiff::Timestamp;
use reqwest::{
    Client, RequestBuilder, StatusCode, Url,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde::Deserialize;
use std::{error::Error, fmt, sync::Arc, time::Duration};
use url::form_urlencoded;
use uuid::Uuid;

/// How long all of it may take.
const DEADLINE: Duration = Duration::from_secs(10);
/// How large an answer may be, in bytes.
const LARGEST: usize = 256 << 10;

/// A request for a token.
#[derive(Debug)]
pub(super) struct TokenRequest {
    /// The client's name, for the log.
    client: String,
    server: FhirBaseUrl,
    token_url: Option<Url>,
    client_id: String,
    scope: String,
    key: Arc<SigningKey>,
}

/// Why no token was granted.
#[derive(Debug)]
pub(super) enum TokenError {
    TimedOut,
    NoAnswer,
    AddressRefused,
    TooLarge,
    Answered { what: &'static str, status: StatusCode, error: Option<&'static str> },
    NotDiscovered(DiscoveryError),
    NotGranted(AccessTokenError),
    Key(SigningKeyError),
}

impl TokenRequest {
    pub(super) fn new(settings: &BackendSettings, server: &FhirBaseUrl, key: Arc<SigningKey>) -> TokenRequest {
        TokenRequest {
            client: settings.client.clone(),
            server: server.clone(),
            token_url: settings.token_url.clone(),
            client_id: settings.client_id.clone(),
            scope: settings.scope.clone(),
            key,
        }
    }
    pub(super) fn client(&self) -> &str {
        &self.client
    }
    pub(super) fn server(&self) -> &FhirBaseUrl {
        &self.server
    }
    pub(super) fn scope(&self) -> &str {
        &self.scope
    }

    pub(super) async fn send(&self, http: &Client) -> Result<AccessToken, TokenError> {
        tokio::time::timeout(DEADLINE, self.ask(http)).await.map_err(|_| TokenError::TimedOut)?
    }

    async fn ask(&self, http: &Client) -> Result<AccessToken, TokenError> {
        let token_url = match &self.token_url {
            Some(url) => url.clone(),
            None => self.discover(http).await?,
        };
        let id = Uuid::new_v4().to_string();
        let assertion = Assertion { client_id: &self.client_id, token_url: token_url.as_str(), id: &id, now: Timestamp::now() };
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("scope", &self.scope)
            .append_pair("client_assertion_type", ASSERTION_TYPE)
            .append_pair("client_assertion", &assertion.sign(&self.key).map_err(TokenError::Key)?)
            .finish();
        let request = http.post(token_url).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        let answer = answer("the authorization server", request).await?;
        AccessToken::read(&answer, &self.scope).map_err(TokenError::NotGranted)
    }

    /// The FHIR server's token endpoint, by its SMART configuration. An internal address in it is followed only where it is the FHIR server's own host,
    /// so that a FHIR server can't send the engine anywhere in its own network.
    async fn discover(&self, http: &Client) -> Result<Url, TokenError> {
        let configuration = http.get(format!("{}/.well-known/smart-configuration", self.server));
        let found = token_endpoint(&answer("the FHIR server", configuration).await?).map_err(TokenError::NotDiscovered)?;
        let is_meant = found.host_str() == self.server.url().host_str() || leads_out(&found);
        if is_meant { Ok(found) } else { Err(TokenError::AddressRefused) }
    }
}

/// Whether a URL has a name, which is checked as it is resolved, or a public address.
fn leads_out(url: &Url) -> bool {
    url.host_str() != Some("localhost") && Reach::of_url(url).is_none_or(|reach| reach == Reach::Public)
}

/// The body of an answer of 200.
async fn answer(what: &'static str, request: RequestBuilder) -> Result<Vec<u8>, TokenError> {
    let mut response = request.header(ACCEPT, "application/json").send().await.map_err(|error| match outbound::is_refused(&error) {
        true => TokenError::AddressRefused,
        false => TokenError::NoAnswer,
    })?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| TokenError::NoAnswer)? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST {
            return Err(TokenError::TooLarge);
        }
    }
    match response.status() {
        StatusCode::OK => Ok(body),
        status => Err(TokenError::Answered { what, status, error: oauth_error(&body) }),
    }
}

/// The error that an authorization server names, where OAuth knows it (RFC 6749, 5.2). Its own text is not repeated.
fn oauth_error(body: &[u8]) -> Option<&'static str> {
    #[derive(Deserialize)]
    struct Answer {
        error: String,
    }
    let answer: Answer = serde_json::from_slice(body).ok()?;
    let known = ["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"];
    known.into_iter().find(|known| *known == answer.error)
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenError::TimedOut => write!(formatter, "no answer within {} seconds", DEADLINE.as_secs()),
            TokenError::NoAnswer => formatter.write_str("its authorization server can't be reached, or broke off its answer"),
            TokenError::AddressRefused => formatter.write_str(
                "its authorization server is at an address that may not be called; where it is meant to be in your own network, list its name in `internalHosts` or set `tokenUrl`",
            ),
            TokenError::TooLarge => write!(formatter, "an answer of more than {LARGEST} bytes"),
            TokenError::Answered { what, status, error: Some(error) } => write!(formatter, "{what} answered {status}, `{error}`"),
            TokenError::Answered { what, status, error: None } => write!(formatter, "{what} answered {status}"),
            TokenError::NotDiscovered(why) => why.fmt(formatter),
            TokenError::NotGranted(why) => why.fmt(formatter),
            TokenError::Key(why) => write!(formatter, "the key {why}"),
        }
    }
}

impl Error for TokenError {}
