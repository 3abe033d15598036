//! How often a server of keys or tokens is asked: by one request at a time (single flight), seldom, and to the end.
//!
//! Whoever calls the engine can make it ask. So a request that runs is joined rather than repeated, none begins before a rest after the one before it,
//! and one that was begun goes on even where whoever began it goes away: what it brings serves the next. Knows times alone, not what is asked.

use std::{future::Future, sync::Arc, time::Instant};
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    task::JoinHandle,
    time::Duration,
};

/// Lets one request at a time run.
#[derive(Debug)]
pub(crate) struct SingleFlight {
    /// The least time from the beginning of a request to the next one's.
    rest: Duration,
    /// When the last request began; locked while it runs.
    begun: Arc<Mutex<Option<Instant>>>,
}

impl SingleFlight {
    pub(crate) fn new(rest: Duration) -> SingleFlight {
        SingleFlight { rest, begun: Arc::default() }
    }

    /// Begins a request, unless one runs or the last one is too recent, and waits for none.
    pub(crate) fn begin(&self, request: impl Future<Output = ()> + Send + 'static) {
        if let Ok(begun) = self.begun.clone().try_lock_owned() {
            drop(self.spawn(begun, request));
        }
    }

    /// Waits for the request that runs, or begins one and waits for it, unless the last one is too recent.
    pub(crate) async fn join(&self, request: impl Future<Output = ()> + Send + 'static) {
        match self.begun.clone().try_lock_owned() {
            Ok(begun) => {
                if let Some(running) = self.spawn(begun, request) {
                    // It fails only where the server is ending.
                    let _ = running.await;
                }
            }
            Err(_) => drop(self.begun.lock().await),
        }
    }

    fn spawn(
        &self,
        mut begun: OwnedMutexGuard<Option<Instant>>,
        request: impl Future<Output = ()> + Send + 'static,
    ) -> Option<JoinHandle<()>> {
        if begun.is_some_and(|at| at.elapsed() < self.rest) {
            return None;
        }
        *begun = Some(Instant::now());
        Some(tokio::spawn(async move {
            request.await;
            drop(begun);
        }))
    }
}

#[cfg(test)]
impl SingleFlight {
    /// Lets time pass since the last request.
    pub(crate) async fn pass(&self, time: Duration) {
        let mut begun = self.begun.lock().await;
        *begun = begun.map(|at| at.checked_sub(time).unwrap());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::join_all;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const REST: Duration = Duration::from_secs(10);

    fn counting(count: &Arc<AtomicUsize>) -> impl Future<Output = ()> + Send + use<> {
        let count = count.clone();
        async move {
            tokio::task::yield_now().await;
            count.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[tokio::test]
    async fn many_at_once_join_one_request() {
        let (flight, count) = (SingleFlight::new(REST), Arc::default());
        join_all((0..10).map(|_| flight.join(counting(&count)))).await;
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn none_begins_before_the_rest_is_over() {
        let (flight, count) = (SingleFlight::new(REST), Arc::default());
        flight.join(counting(&count)).await;
        flight.join(counting(&count)).await;
        assert_eq!(count.load(Ordering::SeqCst), 1);
        flight.pass(REST).await;
        flight.join(counting(&count)).await;
        assert_eq!(count.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn one_that_was_begun_goes_on_by_itself() {
        let (flight, count) = (SingleFlight::new(REST), Arc::default());
        flight.begin(counting(&count));
        flight.join(counting(&count)).await;
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }
}
