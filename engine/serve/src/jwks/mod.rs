//! The public keys of one client: fetched when they are first needed, kept for as long as their server says, fetched again when a token names a key
//! that isn't among them.
//!
//! Whoever knows a client's issuer can name keys that aren't there. So the source is asked seldom ([`KeySource::rest`]), once at a time, and to the end
//! even where the caller that made it ask goes away. While the source is down, what was had last serves on, but not for ever: whoever holds a key that
//! was taken back could keep the source down.

mod lifetime;
mod source;

#[cfg(test)]
mod tests;

pub(crate) use source::KeySource;

use arc_swap::ArcSwapOption;
use engine_smart::client::KeySet;
use reqwest::Client;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long keys serve on that can't be had anew.
const LAST_RESORT: Duration = Duration::from_secs(24 * 3600);

/// A client's public keys.
#[derive(Debug)]
pub(crate) struct Jwks {
    /// The client's name, for the log.
    name: String,
    source: KeySource,
    held: ArcSwapOption<Held>,
    /// When the source was asked last; locked while it is being asked.
    asked: Arc<Mutex<Option<Instant>>>,
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
        Jwks { name: name.to_owned(), source, held: ArcSwapOption::empty(), asked: Arc::default() }
    }

    /// The keys to look for a key in; `None` where there are none that may still be used.
    pub(crate) async fn for_key(self: &Arc<Self>, key_id: &str, client: &Client) -> Option<Arc<KeySet>> {
        let held = self.held.load_full();
        if let Some(held) = held.filter(|held| held.suffices(key_id, Instant::now())) {
            return Some(held.keys.clone());
        }
        match self.asked.clone().try_lock_owned() {
            Ok(asked) => self.refresh(asked, client).await,
            // The source is being asked for someone else. What that brings will do.
            Err(_) => drop(self.asked.lock().await),
        }
        let held = self.held.load_full().filter(|held| held.since.elapsed() < LAST_RESORT)?;
        Some(held.keys.clone())
    }

    /// Asks the source, unless that was done just now.
    async fn refresh(self: &Arc<Self>, mut asked: OwnedMutexGuard<Option<Instant>>, client: &Client) {
        if asked.is_some_and(|at| at.elapsed() < self.source.rest()) {
            return;
        }
        *asked = Some(Instant::now());
        let (jwks, client) = (self.clone(), client.clone());
        let asking = tokio::spawn(async move {
            jwks.ask(&client).await;
            drop(asked);
        });
        // It fails only where the server is ending.
        let _ = asking.await;
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
