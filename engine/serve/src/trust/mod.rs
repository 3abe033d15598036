//! Who calls. With clients set up, every call proves by a token which of them it comes from, before its body is read; without, whoever reaches the
//! engine is on its own machine (`loopback`).
//!
//! The checks themselves are engine-smart's; here are their order, the keys and the memory that they need, and what is told of a refusal: to the log
//! which check it was, to the caller nothing.

mod used;

pub(crate) use used::InMemory;

use crate::{
    config::{self, Config},
    jwks::Jwks,
    metric,
    refuse::Refusal,
};
use actix_web::{HttpRequest, http::header::AUTHORIZATION};
use engine_smart::{
    agreement::Agreement,
    client::{Excerpt, Refused, Terms, Token, Use, UsedTokens, Verified, bearer},
};
use jiff::Timestamp;
use std::sync::Arc;

/// Whom the engine answers.
#[derive(Debug)]
pub(crate) enum Trust {
    /// Whoever is on its own machine: no clients are set up.
    ThisMachine,
    /// Clients that prove who they are.
    Clients(Clients),
}

/// The clients that may call, and what tells them apart from others.
#[derive(Debug)]
pub(crate) struct Clients {
    /// What every `aud` begins with, without a slash at its end.
    base_url: String,
    clients: Vec<Arc<Client>>,
    used: Arc<dyn UsedTokens>,
}

/// A client that may call.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) name: String,
    issuer: String,
    terms: Terms,
    pub(crate) agreement: Agreement,
    keys: Arc<Jwks>,
}

/// Who calls.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    /// Someone on the engine's own machine.
    ThisMachine,
    /// A client that proved who it is.
    Client(Arc<Client>),
}

/// What a token can't be checked for.
#[derive(Clone, Copy, Debug)]
enum Missing {
    Keys,
    UsedTokens,
}

impl Trust {
    /// As the settings have it; `used` remembers tokens.
    pub(crate) fn of(config: &Config, used: Arc<dyn UsedTokens>) -> Trust {
        let Some(base_url) = config.base_url.as_ref().filter(|_| !config.clients.is_empty()) else { return Trust::ThisMachine };
        let base_url = base_url.as_str().trim_end_matches('/').to_owned();
        let clients = config.clients.iter().map(|client| Arc::new(Client::of(client))).collect();
        Trust::Clients(Clients { base_url, clients, used })
    }

    /// Who makes a request. `client` fetches keys.
    pub(crate) async fn authenticate(&self, head: &HttpRequest, client: &reqwest::Client) -> Result<Caller, Refusal> {
        match self {
            Trust::ThisMachine => Ok(Caller::ThisMachine),
            Trust::Clients(clients) => clients.authenticate(head, client).await.map(Caller::Client),
        }
    }

    /// Reads the keys of all clients, so that what is wrong with them is logged at the start.
    pub(crate) async fn read_keys(&self, client: &reqwest::Client) {
        if let Trust::Clients(clients) = self {
            for known in &clients.clients {
                known.keys.for_key("", client).await;
            }
        }
    }
}

/// A verdict on a token, or what is missing to come to one.
type Verdict<T> = Result<Result<T, Refused>, Missing>;

impl Clients {
    async fn authenticate(&self, head: &HttpRequest, http: &reqwest::Client) -> Result<Arc<Client>, Refusal> {
        let (path, mut name) = (head.path(), None);
        match self.judge(head, http, &mut name).await {
            Ok(Ok(client)) => Ok(client),
            Ok(Err(refused)) => {
                metric::token_refused(refused.name());
                tracing::warn!(check = refused.name(), client = name, path = %Excerpt::of(path), "caller refused: {refused}");
                Err(Refusal::Unauthenticated { has_token: refused != Refused::NoToken })
            }
            Err(missing) => {
                tracing::error!(client = name, path = %Excerpt::of(path), "caller can't be checked: {}", missing.told());
                Err(Refusal::CannotAuthenticate)
            }
        }
    }

    /// `name` is set as soon as the token says whose it is, for the log.
    async fn judge<'s>(&'s self, head: &HttpRequest, http: &reqwest::Client, name: &mut Option<&'s str>) -> Verdict<Arc<Client>> {
        let (token, client) = match self.read(head) {
            Ok(read) => read,
            Err(refused) => return Ok(Err(refused)),
        };
        *name = Some(&client.name);
        let url = format!("{}{}", self.base_url, head.uri().path());
        let agreed = match token.agree(&client.terms, &url, Timestamp::now()) {
            Ok(agreed) => agreed,
            Err(refused) => return Ok(Err(refused)),
        };
        let keys = client.keys.for_key(agreed.key_id(), http).await.ok_or(Missing::Keys)?;
        match agreed.verify(&keys) {
            Ok(verified) => Ok(self.use_up(client, &verified).await?.map(|()| client.clone())),
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// The token of a request, and the client that it says it is from.
    fn read<'h>(&self, head: &'h HttpRequest) -> Result<(Token<'h>, &Arc<Client>), Refused> {
        let token = Token::read(bearer(head.headers().get_all(AUTHORIZATION).map(|value| value.as_bytes()))?)?;
        let issuer = token.issuer()?;
        let client = self.clients.iter().find(|client| client.issuer == issuer);
        let client = client.ok_or_else(|| Refused::Issuer { found: Excerpt::of(issuer) })?;
        Ok((token, client))
    }

    /// Lets a token pass once.
    async fn use_up(&self, client: &Client, verified: &Verified) -> Verdict<()> {
        let found = self.used.use_jti(&client.issuer, &verified.id, verified.keep_until).await;
        Ok(match found.map_err(|_| Missing::UsedTokens)? {
            Use::First => Ok(()),
            Use::Again => Err(Refused::Replayed),
        })
    }
}

impl Client {
    fn of(settings: &config::Client) -> Client {
        Client {
            name: settings.name.clone(),
            issuer: settings.issuer.clone(),
            terms: settings.terms.clone(),
            agreement: settings.agreement.clone(),
            keys: Arc::new(Jwks::new(&settings.name, &settings.keys)),
        }
    }
}

impl Missing {
    fn told(self) -> &'static str {
        match self {
            Missing::Keys => "the client's keys can't be had",
            Missing::UsedTokens => "it can't be told whether its token was used before",
        }
    }
}
