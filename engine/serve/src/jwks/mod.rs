//! A cache of one client's public keys: fetched when they are first needed, kept for as long as their server says, and fetched again when a token names a
//! key that isn't among them.
//!
//! Whoever knows a client's issuer can name keys that aren't there, so the source is asked seldom ([`SingleFlight`], [`KeySource::rest`]). While it is
//! down, the keys that came last serve on, but not for ever: whoever holds a key that was revoked could keep the source down.

mod lifetime;
mod source;

#[cfg(test)]
mod tests;

pub(crate) use source::KeySource;

use crate::outbound::SingleFlight;
use arc_swap::ArcSwapOption;
use engine_smart::client::KeySet;
use reqwest::Client;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How long cached keys are used while they can't be fetched again.
const LAST_RESORT: Duration = Duration::from_secs(24 * 3600);

/// A client's public keys.
#[derive(Debug)]
pub(crate) struct Jwks {
    /// The client's name, for the log.
    name: String,
    source: KeySource,
    cached: ArcSwapOption<CachedKeys>,
    requests: SingleFlight,
}

/// Keys that were fetched.
#[derive(Debug)]
struct CachedKeys {
    keys: Arc<KeySet>,
    since: Instant,
    /// How long they are fresh.
    lifetime: Duration,
}

impl CachedKeys {
    /// Whether they are fresh and hold the key.
    fn suffices(&self, key_id: &str, now: Instant) -> bool {
        now.duration_since(self.since) < self.lifetime && self.keys.has(key_id)
    }
}

impl Jwks {
    pub(crate) fn new(name: &str, source: KeySource) -> Jwks {
        Jwks { name: name.to_owned(), requests: SingleFlight::new(source.rest()), source, cached: ArcSwapOption::empty() }
    }

    /// The keys to look for a key in, where there are any that may still be used.
    pub(crate) async fn for_key(self: &Arc<Self>, key_id: &str, client: &Client) -> Option<Arc<KeySet>> {
        let cached = self.cached.load_full();
        if let Some(cached) = cached.filter(|cached| cached.suffices(key_id, Instant::now())) {
            return Some(cached.keys.clone());
        }
        let (jwks, client) = (self.clone(), client.clone());
        self.requests.join(async move { jwks.ask(&client).await }).await;
        let cached = self.cached.load_full().filter(|cached| cached.since.elapsed() < LAST_RESORT)?;
        Some(cached.keys.clone())
    }

    async fn ask(&self, client: &Client) {
        let since = Instant::now();
        match self.source.get(client).await {
            Ok(fetched) => {
                tracing::debug!(client = self.name, keys = fetched.keys.usable(), "JWK set read from {}", self.source);
                if fetched.keys.usable() == 0 {
                    tracing::warn!(client = self.name, "the JWK set of {} has no key that can be used", self.source);
                }
                self.cached.store(Some(Arc::new(CachedKeys { keys: Arc::new(fetched.keys), since, lifetime: fetched.lifetime })));
            }
            Err(error) => tracing::warn!(client = self.name, "the JWK set of {} can't be had: {error}", self.source),
        }
    }
}
