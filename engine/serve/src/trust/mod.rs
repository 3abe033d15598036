//! Authentication of callers. With clients set up, every call proves by a signed token which of them it comes from, before its body is read. Without,
//! whoever reaches the engine is on its own machine.
//!
//! The checks themselves are engine-smart's. Here is their order, with the keys and the store of used tokens that they need.

mod error;
mod settings;

pub(crate) use error::AuthenticationError;
pub(crate) use settings::{ClientSettings, TrustSettings};

use crate::jwks::Jwks;
use actix_web::{HttpRequest, http::header::AUTHORIZATION};
use engine_smart::{
    agreement::Agreement,
    client::{Excerpt, Token, TokenError, TokenPolicy, Use, UsedTokens, bearer},
};
use jiff::Timestamp;
use std::sync::Arc;

/// Whom the engine answers.
#[derive(Debug)]
pub(crate) enum Trust {
    /// Whoever is on its own machine: no clients are set up.
    ThisMachine,
    /// Clients that authenticate themselves.
    Clients(Clients),
}

/// The clients that may call, and what their tokens are checked against.
#[derive(Debug)]
pub(crate) struct Clients {
    /// What every `aud` begins with.
    base_url: String,
    clients: Vec<Arc<Client>>,
    used: Arc<dyn UsedTokens>,
}

/// A client that may call.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) name: String,
    issuer: String,
    terms: TokenPolicy,
    pub(crate) agreement: Agreement,
    keys: Arc<Jwks>,
}

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// Someone on the engine's own machine.
    ThisMachine,
    /// A client that has authenticated itself.
    Client {
        /// Which.
        client: Arc<Client>,
        /// Which of its organisations calls, where its token says so.
        tenant: Option<String>,
    },
}

impl Caller {
    /// The client's name in the settings.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Caller::ThisMachine => None,
            Caller::Client { client, .. } => Some(&client.name),
        }
    }
    /// `tenant` of its token.
    pub(crate) fn tenant(&self) -> Option<&str> {
        match self {
            Caller::ThisMachine => None,
            Caller::Client { tenant, .. } => tenant.as_deref(),
        }
    }
}

impl Trust {
    /// Whom the settings name; `used` remembers tokens that were used.
    pub(crate) fn of(settings: Option<&TrustSettings>, used: Arc<dyn UsedTokens>) -> Trust {
        let Some(settings) = settings else { return Trust::ThisMachine };
        let clients = settings.clients.iter().map(|client| Arc::new(Client::of(client))).collect();
        Trust::Clients(Clients { base_url: settings.base_url.clone(), clients, used })
    }

    /// Authenticates the caller of a request. `http` fetches keys.
    pub(crate) async fn authenticate(&self, head: &HttpRequest, http: &reqwest::Client) -> Result<Caller, AuthenticationError> {
        match self {
            Trust::ThisMachine => Ok(Caller::ThisMachine),
            Trust::Clients(clients) => clients.authenticate(head, http).await,
        }
    }

    /// Reads the keys of all clients, so that what is wrong with them is logged at the start.
    pub(crate) async fn read_keys(&self, http: &reqwest::Client) {
        if let Trust::Clients(clients) = self {
            for known in &clients.clients {
                known.keys.for_key("", http).await;
            }
        }
    }
}

impl Clients {
    async fn authenticate(&self, head: &HttpRequest, http: &reqwest::Client) -> Result<Caller, AuthenticationError> {
        let path = head.path();
        let (token, client) = self.read(head).map_err(AuthenticationError::Refused).inspect_err(|error| error.log(None, path))?;
        let tenant = self.check(token, client, path, http).await.inspect_err(|error| error.log(Some(&client.name), path))?;
        Ok(Caller::Client { client: client.clone(), tenant })
    }

    /// The token of a request, and the client that it says it is from.
    fn read<'h>(&self, head: &'h HttpRequest) -> Result<(Token<'h>, &Arc<Client>), TokenError> {
        let token = Token::read(bearer(head.headers().get_all(AUTHORIZATION).map(|value| value.as_bytes()))?)?;
        let issuer = token.issuer()?;
        let client = self.clients.iter().find(|client| client.issuer == issuer);
        let client = client.ok_or_else(|| TokenError::Issuer { found: Excerpt::of(issuer) })?;
        Ok((token, client))
    }

    /// Checks a token against what was agreed with its issuer, and records its use. Returns its tenant.
    async fn check(
        &self,
        token: Token<'_>,
        client: &Client,
        path: &str,
        http: &reqwest::Client,
    ) -> Result<Option<String>, AuthenticationError> {
        let url = format!("{}{path}", self.base_url);
        let agreed = token.check(&client.terms, &url, Timestamp::now())?;
        let keys = client.keys.for_key(agreed.key_id(), http).await.ok_or(AuthenticationError::NoKeys)?;
        let verified = agreed.verify(&keys)?;
        match self.used.use_jti(&client.issuer, &verified.id, verified.keep_until).await? {
            Use::First => Ok(verified.tenant),
            Use::Again => Err(AuthenticationError::Refused(TokenError::Replayed)),
        }
    }
}

impl Client {
    fn of(settings: &ClientSettings) -> Client {
        Client {
            name: settings.name.clone(),
            issuer: settings.issuer.clone(),
            terms: settings.terms.clone(),
            agreement: settings.agreement.clone(),
            keys: Arc::new(Jwks::new(&settings.name, settings.keys.clone())),
        }
    }
}
