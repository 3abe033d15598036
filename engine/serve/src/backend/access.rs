//! A token for one FHIR server: asked for when it is first needed, kept until shortly before its end, asked for anew while it still serves.
//!
//! It is asked for seldom ([`SingleFlight`], [`REST`]), and to the end even where the call that needed it is over: the next one finds it.

use super::{request::Request, settings::BackendSettings};
use crate::{metric, outbound::SingleFlight};
use arc_swap::ArcSwapOption;
use engine_smart::{
    backend::{AccessToken, SigningKey},
    fhir_server::FhirServer,
};
use reqwest::Client;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

/// How long an authorization server is left alone after it was asked, whatever came of it.
const REST: Duration = Duration::from_secs(5);
/// The least that a token lasts on when it is replaced; less where it doesn't last long itself.
const MARGIN: Duration = Duration::from_secs(30);

/// The engine's own access to one FHIR server.
#[derive(Debug)]
pub(crate) struct Access {
    request: Request,
    held: ArcSwapOption<Held>,
    requests: SingleFlight,
}

/// A token while it lasts.
pub(crate) struct Held {
    pub(crate) granted: AccessToken,
    /// From when on another is asked for.
    renewed: Instant,
    ends: Instant,
}

impl Held {
    fn new(granted: AccessToken, asked: Instant) -> Held {
        let ends = asked + granted.lifetime;
        let margin = MARGIN.min(granted.lifetime / 4);
        Held { granted, renewed: ends.checked_sub(margin).unwrap_or(asked), ends }
    }
    fn is_new(&self, now: Instant) -> bool {
        now < self.renewed
    }
    /// Whether it lasts as long as it is `needed`.
    fn lasts(&self, now: Instant, needed: Duration) -> bool {
        now + needed < self.ends
    }
}

impl Access {
    pub(super) fn new(settings: &BackendSettings, server: &FhirServer, key: Arc<SigningKey>) -> Access {
        Access { request: Request::new(settings, server, key), held: ArcSwapOption::empty(), requests: SingleFlight::new(REST) }
    }

    pub(crate) fn server(&self) -> &FhirServer {
        self.request.server()
    }

    /// What is asked for.
    pub(crate) fn scope(&self) -> &str {
        self.request.scope()
    }

    /// A token that lasts as long as it is `needed`, waited for as long as that; none where none can be had now. The log says why.
    pub(crate) async fn token(self: &Arc<Self>, needed: Duration, http: &Client) -> Option<Arc<Held>> {
        let now = Instant::now();
        let held = self.held.load_full().filter(|held| held.lasts(now, needed));
        match held {
            Some(held) if held.is_new(now) => Some(held),
            Some(held) => {
                self.requests.begin(self.clone().request_token(http.clone()));
                Some(held)
            }
            None => {
                // What comes too late for this call serves the next.
                let _ = tokio::time::timeout(needed, self.requests.join(self.clone().request_token(http.clone()))).await;
                self.held.load_full().filter(|held| held.lasts(Instant::now(), needed))
            }
        }
    }

    /// A token that its FHIR server refuses is used no more.
    pub(crate) fn forget(&self, refused: &Arc<Held>) {
        let held = self.held.load_full();
        if held.is_some_and(|held| Arc::ptr_eq(&held, refused)) {
            self.held.store(None);
        }
    }

    async fn request_token(self: Arc<Self>, http: Client) {
        let asked = Instant::now();
        let client = self.request.client();
        match self.request.send(&http).await {
            Ok(granted) => {
                metric::own_token(client, true);
                tracing::debug!(client, scope = granted.scope, seconds = granted.lifetime.as_secs(), "token granted for {}", self.server());
                self.held.store(Some(Arc::new(Held::new(granted, asked))));
            }
            Err(failure) => {
                metric::own_token(client, false);
                tracing::warn!(client, "no token of the engine's own for {}: {failure}", self.server());
            }
        }
    }
}

/// Without the token.
impl fmt::Debug for Held {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Held({:?})", self.granted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(seconds: u64) -> (Held, Instant) {
        let now = Instant::now();
        let granted = AccessToken { access_token: "secret".to_owned(), lifetime: Duration::from_secs(seconds), scope: String::new() };
        (Held::new(granted, now), now)
    }

    #[test]
    fn a_token_is_replaced_shortly_before_its_end_and_serves_meanwhile() {
        let (held, begun) = held(300);
        let after = |seconds| begun + Duration::from_secs(seconds);
        let needed = Duration::from_secs(1);
        assert!(held.is_new(after(269)) && held.lasts(after(269), needed));
        assert!(!held.is_new(after(270)) && held.lasts(after(298), needed));
        assert!(!held.lasts(after(299), needed));
    }

    #[test]
    fn one_that_lasts_for_seconds_is_used_for_most_of_them() {
        let (held, begun) = held(4);
        assert!(held.is_new(begun + Duration::from_millis(2900)));
        assert!(!held.is_new(begun + Duration::from_secs(3)));
    }

    #[test]
    fn its_debug_output_has_no_token() {
        assert!(!format!("{:?}", held(300).0).contains("secret"));
    }
}
