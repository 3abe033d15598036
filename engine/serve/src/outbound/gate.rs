//! What all calls together may ask of one server: only so many fetches at once (a bulkhead), and none while its circuit breaker is open. Each server has
//! a gate of its own, so that a slow or failing one takes nothing from the others.

use super::{
    breaker::{Breaker, Change, PAUSE},
    loopback::leads_here,
};
use crate::metric;
use engine_call::FetchError;
use reqwest::Url;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many servers' gates are kept. Fewer servers are agreed with clients; without clients, a caller may name any port of this machine.
const MOST: usize = 1000;

/// The gates of all servers.
#[derive(Debug)]
pub(crate) struct Gates {
    fetches: usize,
    by_origin: Mutex<HashMap<String, Arc<Gate>>>,
}

/// The gate of one server.
#[derive(Debug)]
pub(crate) struct Gate {
    /// The server's host, for metrics and the log.
    host: String,
    permits: Arc<Semaphore>,
    breaker: Mutex<Breaker>,
}

/// A fetch that was let through. Dropped before its outcome is known, it failed if its time was up, and was cancelled if not.
#[derive(Debug)]
pub(crate) struct Attempt<'g> {
    gate: &'g Gate,
    ends: Instant,
    is_open: bool,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Gates {
    /// Lets so many fetches at once through to each server.
    pub(crate) fn new(fetches: usize) -> Gates {
        Gates { fetches, by_origin: Mutex::default() }
    }

    /// The gate of the server at a URL.
    pub(crate) fn of(&self, server: &Url) -> Arc<Gate> {
        let origin = server.origin().ascii_serialization();
        let mut by_origin = lock(&self.by_origin);
        if by_origin.len() >= MOST && !by_origin.contains_key(&origin) {
            by_origin.retain(|_, gate| Arc::strong_count(gate) > 1);
        }
        by_origin.entry(origin).or_insert_with(|| Arc::new(Gate::new(server, self.fetches))).clone()
    }
}

impl Gate {
    fn new(server: &Url, fetches: usize) -> Gate {
        // Without clients, callers choose by which name they reach this machine; a label of a metric must not be theirs to choose.
        let host = if leads_here(server) { "localhost" } else { server.host_str().unwrap_or_default() };
        let breaker = Mutex::new(Breaker::new(Instant::now()));
        Gate { host: host.to_owned(), permits: Arc::new(Semaphore::new(fetches)), breaker }
    }

    /// Lets a fetch through as soon as fewer are under way than may be, and refuses it at once while the breaker is open. The fetch's time is up at `ends`.
    pub(crate) async fn enter(&self, ends: Instant) -> Result<Attempt<'_>, FetchError> {
        if lock(&self.breaker).is_open(Instant::now()) {
            return Err(FetchError::ServerFailing);
        }
        let permit = self.permits.clone().acquire_owned().await.ok();
        if !lock(&self.breaker).admit(Instant::now()) {
            return Err(FetchError::ServerFailing);
        }
        Ok(Attempt { gate: self, ends, is_open: true, _permit: permit })
    }

    fn note(&self, note: impl FnOnce(&mut Breaker, Instant) -> Change) {
        match note(&mut lock(&self.breaker), Instant::now()) {
            Change::Opened => {
                metric::breaker(&self.host, true);
                tracing::warn!(server = self.host, "the server fails again and again; it is left alone for {} seconds", PAUSE.as_secs());
            }
            Change::Closed => {
                metric::breaker(&self.host, false);
                tracing::info!(server = self.host, "the server answers again");
            }
            Change::None => {}
        }
    }
}

impl Attempt<'_> {
    /// The fetch has ended. A server that refuses a request, or whose answer can't be used, is not failing.
    pub(crate) fn ended<T>(mut self, outcome: &Result<T, FetchError>) {
        self.is_open = false;
        match outcome {
            Err(FetchError::NoAnswer | FetchError::Answered { status: 500..=599 }) => self.gate.note(Breaker::failed),
            Err(FetchError::AddressRefused) => lock(&self.gate.breaker).cancelled(Instant::now()),
            _ => self.gate.note(Breaker::succeeded),
        }
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if !self.is_open {
            return;
        }
        if Instant::now() >= self.ends {
            self.gate.note(Breaker::failed);
        } else {
            lock(&self.gate.breaker).cancelled(Instant::now());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use std::time::Duration;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(60)
    }

    async fn fail(gate: &Gate, failed: FetchError) {
        gate.enter(soon()).await.unwrap().ended(&Err::<(), _>(failed));
    }

    #[tokio::test]
    async fn a_failing_server_is_left_alone_and_no_other_is() {
        let gates = Gates::new(4);
        let failing = gates.of(&url("https://ehr.example.org/fhir"));
        for _ in 0..5 {
            fail(&failing, FetchError::NoAnswer).await;
            fail(&failing, FetchError::Answered { status: 503 }).await;
        }
        assert_eq!(failing.enter(soon()).await.unwrap_err(), FetchError::ServerFailing);
        assert_eq!(gates.of(&url("https://EHR.example.org:443/other")).enter(soon()).await.unwrap_err(), FetchError::ServerFailing);
        assert!(gates.of(&url("https://other.example.org/fhir")).enter(soon()).await.is_ok());
        assert!(gates.of(&url("https://ehr.example.org:8443/fhir")).enter(soon()).await.is_ok());
    }

    #[tokio::test]
    async fn a_server_that_refuses_or_whose_name_is_refused_is_not_failing() {
        let gate = Gates::new(4).of(&url("https://ehr.example.org/fhir"));
        for _ in 0..50 {
            fail(&gate, FetchError::Answered { status: 403 }).await;
            fail(&gate, FetchError::NotJson).await;
            fail(&gate, FetchError::AddressRefused).await;
        }
        assert!(gate.enter(soon()).await.is_ok());
    }

    #[tokio::test]
    async fn a_fetch_whose_time_was_up_failed_and_one_that_was_cancelled_did_not() {
        let gate = Gates::new(4).of(&url("https://ehr.example.org/fhir"));
        for _ in 0..50 {
            drop(gate.enter(soon()).await.unwrap());
        }
        for _ in 0..10 {
            drop(gate.enter(Instant::now()).await.unwrap());
        }
        assert_eq!(gate.enter(soon()).await.unwrap_err(), FetchError::ServerFailing);
    }

    #[tokio::test]
    async fn so_many_fetches_are_let_through_at_once() {
        let gate = Gates::new(2).of(&url("https://ehr.example.org/fhir"));
        let (one, _two) = (gate.enter(soon()).await.unwrap(), gate.enter(soon()).await.unwrap());
        assert!(gate.enter(soon()).now_or_never().is_none());
        one.ended(&Ok(()));
        assert!(gate.enter(soon()).now_or_never().is_some());
    }

    #[test]
    fn no_more_servers_are_remembered_than_are_in_use() {
        let gates = Gates::new(1);
        let kept = gates.of(&url("http://localhost:1/fhir"));
        (2..3000).for_each(|port| drop(gates.of(&url(&format!("http://localhost:{port}/fhir")))));
        assert!(lock(&gates.by_origin).len() <= MOST);
        assert!(Arc::ptr_eq(&kept, &gates.of(&url("http://localhost:1/fhir"))));
    }
}
