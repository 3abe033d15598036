//! The public keys of one client: fetched when they are first needed, kept for as long as their server says, fetched again when a token names a key
//! that isn't among them.
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

/// How long keys serve on that can't be had anew.
const LAST_RESORT: Duration = Duration::from_secs(24 * 3600);

/// A client's public keys.
#[derive(Debug)]
pub(crate) struct Jwks {
    /// The client's name, for the log.
    name: String,
    source: KeySource,
    held: ArcSwapOption<Held>,
    requests: SingleFlight,
}

/// Keys that were had.
#[derive(Debug)]
struct Held {
    keys: Arc<KeySet>,
    since: Instant,
    /// How long they need not be asked for again.
    lifetime: Duration,
}

impl Held {
    /// Whether they can be used for a key without asking again.
    fn suffices(&self, key_id: &str, now: Instant) -> bool {
        now.duration_since(self.since) < self.lifetime && self.keys.has(key_id)
    }
}

impl Jwks {
    pub(crate) fn new(name: &str, source: KeySource) -> Jwks {
        Jwks { name: name.to_owned(), requests: SingleFlight::new(source.rest()), source, held: ArcSwapOption::empty() }
    }

    /// The keys to look for a key in; `None` where there are none that may still be used.
    pub(crate) async fn for_key(self: &Arc<Self>, key_id: &str, client: &Client) -> Option<Arc<KeySet>> {
        let held = self.held.load_full();
        if let Some(held) = held.filter(|held| held.suffices(key_id, Instant::now())) {
            return Some(held.keys.clone());
        }
        let (jwks, client) = (self.clone(), client.clone());
        self.requests.join(async move { jwks.ask(&client).await }).await;
        let held = self.held.load_full().filter(|held| held.since.elapsed() < LAST_RESORT)?;
        Some(held.keys.clone())
    }

    async fn ask(&self, client: &Client) {
        let since = Instant::now();
        match self.source.get(client).await {
            Ok(got) => {
                tracing::debug!(client = self.name, keys = got.keys.usable(), "JWK set read from {}", self.source);
                if got.keys.usable() == 0 {
                    tracing::warn!(client = self.name, "the JWK set of {} has no key that can be used", self.source);
                }
                self.held.store(Some(Arc::new(Held { keys: Arc::new(got.keys), since, lifetime: got.lifetime })));
            }
            Err(error) => tracing::warn!(client = self.name, "the JWK set of {} can't be had: {error}", self.source),
        }
    }
}
