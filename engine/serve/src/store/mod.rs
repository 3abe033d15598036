//! The store: the audit of calls, feedback on cards, and the tokens that were used, in SQLite or PostgreSQL.
//!
//! Knows what is kept and how it is written and read; must never know who may read it, or what a rule says. It never holds up a call: entries wait in a
//! bounded queue and are written in the background, on a runtime of the store's own. A call waits for two things only, since its answer depends on
//! them: whether its token was used before, and, with `audit: required`, that its record is kept.

mod address;
mod archive;
mod database;
mod entry;
mod error;
mod health;
mod migrations;
mod statements;
mod tokens;
mod write;
mod writer;

pub use address::Address;
pub use archive::{Archive, Calls};
pub(crate) use entry::{CallEntry, Entry, FeedbackEntry};
pub use error::StoreError;
pub(crate) use health::Health;

use crate::audit::AuditSettings;
use database::Database;
use engine_smart::client::Use;
use jiff::Timestamp;
use std::{future::Future, io, sync::Arc, time::Duration};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::{mpsc, oneshot},
    time::timeout,
};
use writer::{Waiting, Writer};

/// How many entries may wait to be written.
const QUEUE: usize = 10_000;
/// How long an answer waits for the store.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long the store may take to end.
const GRACE: Duration = Duration::from_secs(10);

/// The store of a running engine, for whoever answers a call. Any thread may use it.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    database: Arc<Database>,
    health: Arc<Health>,
    queue: mpsc::Sender<Waiting>,
    runtime: Handle,
}

/// The background writer and its runtime, which [`Background::finish`] ends.
#[derive(Debug)]
pub(crate) struct Background {
    runtime: Runtime,
    end: oneshot::Sender<()>,
    writer: tokio::task::JoinHandle<()>,
}

impl Store {
    /// Starts the store. The database need not be there yet: it is tried again until it can be reached.
    pub(crate) fn start(address: &Address, audit: &AuditSettings) -> io::Result<(Store, Background)> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("store").enable_all().build()?;
        let handle = runtime.handle().clone();
        let within = handle.enter();
        let database = Arc::new(Database::new(address, audit).map_err(io::Error::other)?);
        drop(within);
        let health = Arc::new(Health::default());
        let (sender, queue) = mpsc::channel(QUEUE);
        let (end, ended) = oneshot::channel();
        let writer = Writer { database: database.clone(), health: health.clone(), log: audit.log.clone(), queue };
        let writer = runtime.spawn(writer.run(ended));
        Ok((Store { database, health, queue: sender, runtime: handle }, Background { runtime, end, writer }))
    }

    /// Keeps an entry in the background. While the queue is full the entry is lost, and counted.
    pub(crate) fn keep(&self, entry: Entry) {
        let kind = entry.kind();
        if self.queue.try_send(Waiting { entry, confirm: None }).is_err() {
            self.health.loses(kind.name(), 1);
        }
    }

    /// Keeps an entry before the answer goes out: an error means that it isn't kept. While the store fails, the error comes at once.
    pub(crate) async fn keep_now(&self, entry: Entry) -> Result<(), StoreError> {
        let kind = entry.kind();
        self.try_keep_now(entry).await.inspect_err(|_| self.health.loses(kind.name(), 1))
    }

    async fn try_keep_now(&self, entry: Entry) -> Result<(), StoreError> {
        if let Some(problem) = self.health.problem() {
            return Err(problem);
        }
        let (confirm, kept) = oneshot::channel();
        self.queue.try_send(Waiting { entry, confirm: Some(confirm) }).map_err(|_| StoreError::Overloaded)?;
        match timeout(PATIENCE, kept).await {
            Ok(kept) => kept.unwrap_or(Err(StoreError::Closed)),
            Err(_) => Err(StoreError::TimedOut(PATIENCE)),
        }
    }

    /// Uses a token by its issuer and `jti`. The use is remembered until `until`, the token's end and the leeway after it. Of any number of uses at once,
    /// in any number of processes, exactly one is the first. An error means that it is not known.
    pub(crate) async fn use_token(&self, issuer: &str, jti: &str, until: Timestamp) -> Result<Use, StoreError> {
        let (database, issuer, jti) = (self.database.clone(), issuer.to_owned(), jti.to_owned());
        let used = self.run(async move { database.use_token(&issuer, &jti, until).await }).await;
        used.inspect_err(|error| self.health.fails(error))
    }

    /// Whether the store works, and what was lost.
    pub(crate) fn health(&self) -> &Health {
        &self.health
    }

    /// Runs on the store's runtime, since a connection belongs to the event loop on which it was opened.
    async fn run<T: Send + 'static>(&self, work: impl Future<Output = Result<T, StoreError>> + Send + 'static) -> Result<T, StoreError> {
        let work = self.runtime.spawn(timeout(PATIENCE, work));
        match work.await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(StoreError::TimedOut(PATIENCE)),
            Err(_) => Err(StoreError::Closed),
        }
    }
}

impl Background {
    /// Writes what still waits, and closes the store. It blocks, so it must not be called on a runtime.
    pub(crate) fn finish(self) {
        // The writer may have ended already.
        let _ = self.end.send(());
        let _ = self.runtime.block_on(async { timeout(GRACE, self.writer).await });
        self.runtime.shutdown_background();
    }
}

#[cfg(test)]
mod tests;
