//! An access token for one FHIR server: requested when it is first needed, cached until shortly before it expires, and renewed while it is still valid.
//!
//! It is requested seldom ([`SingleFlight`], [`REST`]), and to the end even where the call that needed it is over: the next call finds it.

use super::{request::TokenRequest, settings::BackendSettings};
use crate::{metric, outbound::SingleFlight};
use arc_swap::ArcSwapOption;
use engine_smart::{
    backend::{AccessToken, SigningKey},
    fhir_base_url::FhirBaseUrl,
};
use reqwest::Client;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

/// The least time between two requests to an authorization server, whatever it answers.
const REST: Duration = Duration::from_secs(5);
/// How long before it expires a token is renewed; a quarter of its lifetime, where that is less.
const MARGIN: Duration = Duration::from_secs(30);

/// The engine's own access to one FHIR server.
#[derive(Debug)]
pub(crate) struct ServerAccess {
    request: TokenRequest,
    held: ArcSwapOption<HeldToken>,
    requests: SingleFlight,
}

/// A token that was granted, and its times.
pub(crate) struct HeldToken {
    pub(crate) granted: AccessToken,
    /// When it is to be renewed.
    renews: Instant,
    ends: Instant,
}

impl HeldToken {
    fn new(granted: AccessToken, asked: Instant) -> HeldToken {
        let ends = asked + granted.lifetime;
        let margin = MARGIN.min(granted.lifetime / 4);
        HeldToken { granted, renews: ends.checked_sub(margin).unwrap_or(asked), ends }
    }
    fn is_new(&self, now: Instant) -> bool {
        now < self.renews
    }
    /// Whether it lasts as long as it is `needed`.
    fn lasts(&self, now: Instant, needed: Duration) -> bool {
        now + needed < self.ends
    }
}

impl ServerAccess {
    pub(super) fn new(settings: &BackendSettings, server: &FhirBaseUrl, key: Arc<SigningKey>) -> ServerAccess {
        ServerAccess { request: TokenRequest::new(settings, server, key), held: ArcSwapOption::empty(), requests: SingleFlight::new(REST) }
    }

    pub(crate) fn server(&self) -> &FhirBaseUrl {
        self.request.server()
    }

    /// What is asked for.
    pub(crate) fn scope(&self) -> &str {
        self.request.scope()
    }

    /// A token that is valid for as long as it is `needed`, waiting at most that long for one. Where none comes, the log says why.
    pub(crate) async fn token(self: &Arc<Self>, needed: Duration, http: &Client) -> Option<Arc<HeldToken>> {
        let now = Instant::now();
        let held = self.held.load_full().filter(|held| held.lasts(now, needed));
        match held {
            Some(held) if held.is_new(now) => Some(held),
            Some(held) => {
                self.requests.begin(self.clone().request_token(http.clone()));
                Some(held)
            }
            None => {
                // A token that comes too late for this call serves the next.
                let _ = tokio::time::timeout(needed, self.requests.join(self.clone().request_token(http.clone()))).await;
                self.held.load_full().filter(|held| held.lasts(Instant::now(), needed))
            }
        }
    }

    /// A token that its FHIR server refused is no longer used.
    pub(crate) fn forget(&self, refused: &Arc<HeldToken>) {
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
                self.held.store(Some(Arc::new(HeldToken::new(granted, asked))));
            }
            Err(failure) => {
                metric::own_token(client, false);
                tracing::warn!(client, "no token of the engine's own for {}: {failure}", self.server());
            }
        }
    }
}

/// Without the token.
impl fmt::Debug for HeldToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HeldToken({:?})", self.granted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(seconds: u64) -> (HeldToken, Instant) {
        let now = Instant::now();
        let granted = AccessToken { access_token: "secret".to_owned(), lifetime: Duration::from_secs(seconds), scope: String::new() };
        (HeldToken::new(granted, now), now)
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
