//! The background writer: takes entries from the queue, writes many at a time, and tries again while the store fails.
//!
//! While it tries again it takes nothing more from the queue (backpressure), and what finds the queue full is lost, as is what still waits when the engine
//! ends while the store fails. Every loss is counted and logged.

use super::{
    database::Database,
    entry::{Entry, EntryKind},
    error::StoreError,
    health::Health,
};
use crate::audit::AuditLog;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until, timeout},
};

/// How many entries are written at once.
const BATCH: usize = 256;
/// How long a write may take.
const WRITE_PATIENCE: Duration = Duration::from_secs(5);
/// How long after a failure a write is tried again.
const RETRY: Duration = Duration::from_secs(1);
/// How often expired tokens are forgotten, which also shows whether the store still works.
const UPKEEP: Duration = Duration::from_secs(5);

/// An entry in the queue, and who waits for it.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) entry: Entry,
    /// Answers whoever waits for it before an answer may go out.
    pub(super) confirm: Option<oneshot::Sender<Result<(), StoreError>>>,
}

/// Writes the entries of the queue.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) database: Arc<Database>,
    pub(super) health: Arc<Health>,
    pub(super) log: Option<AuditLog>,
    pub(super) queue: mpsc::Receiver<Waiting>,
}

impl Writer {
    /// Writes until `end` comes, and then what still waits.
    pub(super) async fn run(mut self, mut end: oneshot::Receiver<()>) {
        let mut kept: Vec<Entry> = Vec::new();
        let mut next_try = Instant::now();
        loop {
            tokio::select! {
                _ = &mut end => break,
                () = sleep_until(next_try) => {
                    let works = self.note(self.try_again(&mut kept).await);
                    next_try = Instant::now() + if works { UPKEEP } else { RETRY };
                }
                batch = next_batch(&mut self.queue), if kept.is_empty() => {
                    let written = self.write_batch(batch, &mut kept).await;
                    if !self.note(written) {
                        next_try = Instant::now() + RETRY;
                    }
                }
            }
        }
        self.finish(kept).await;
    }

    /// Writes the entries that failed before. Where there are none, forgets expired tokens.
    async fn try_again(&self, kept: &mut Vec<Entry>) -> Result<(), StoreError> {
        if kept.is_empty() {
            return timeout(WRITE_PATIENCE, self.database.forget_tokens()).await.unwrap_or(Err(StoreError::TimedOut(WRITE_PATIENCE)));
        }
        self.write(kept).await?;
        kept.clear();
        Ok(())
    }

    /// Writes a batch, and confirms to those who wait whether it is written. Where it fails, what nobody waits for is kept for another try.
    async fn write_batch(&mut self, mut batch: Vec<Waiting>, kept: &mut Vec<Entry>) -> Result<(), StoreError> {
        // Whoever no longer waits has answered already that the record can't be kept.
        batch.retain(|waiting| !waiting.confirm.as_ref().is_some_and(oneshot::Sender::is_closed));
        let (mut entries, confirms): (Vec<Entry>, Vec<_>) = batch.into_iter().map(|waiting| (waiting.entry, waiting.confirm)).unzip();
        self.log(&mut entries);
        let result = self.write(&mut entries).await;
        for (entry, confirm) in entries.into_iter().zip(confirms) {
            match confirm {
                // Whoever waited may have stopped meanwhile.
                Some(confirm) => drop(confirm.send(result.clone())),
                None if result.is_err() => kept.push(entry),
                None => {}
            }
        }
        result
    }

    async fn write(&self, entries: &mut [Entry]) -> Result<(), StoreError> {
        timeout(WRITE_PATIENCE, self.database.write(entries)).await.unwrap_or(Err(StoreError::TimedOut(WRITE_PATIENCE)))
    }

    /// Notes whether the store works, and returns it.
    fn note(&self, result: Result<(), StoreError>) -> bool {
        match &result {
            Ok(()) => self.health.works(),
            Err(error) => self.health.fails(error),
        }
        result.is_ok()
    }

    /// Writes the records to the audit log. Each is written there once, when it leaves the queue, whether or not the store works.
    fn log(&self, entries: &mut [Entry]) {
        let Some(log) = &self.log else { return };
        if let Some(patients) = self.database.patients() {
            entries.iter_mut().filter_map(Entry::call_mut).for_each(|call| call.mark_patient(patients));
        }
        let records = entries.iter().filter_map(Entry::record);
        if let Err(error) = log.write(records.clone()) {
            tracing::error!(%error, "the audit log can't be written");
            self.health.loses("log", records.count() as u64);
        }
    }

    fn count_lost(&self, lost: &[Entry]) {
        let mut by_kind: BTreeMap<EntryKind, u64> = BTreeMap::new();
        for entry in lost {
            *by_kind.entry(entry.kind()).or_default() += 1;
        }
        by_kind.into_iter().for_each(|(kind, count)| self.health.loses(kind.name(), count));
    }

    /// Tries once to write what still waits, then closes the database.
    async fn finish(mut self, kept: Vec<Entry>) {
        self.queue.close();
        let mut rest = Vec::new();
        while let Ok(waiting) = self.queue.try_recv() {
            rest.push(waiting);
        }
        let mut lost = kept;
        if !lost.is_empty() && self.write(&mut lost).await.is_ok() {
            lost.clear();
        }
        while !rest.is_empty() {
            let batch = rest.drain(..rest.len().min(BATCH)).collect();
            // What fails is in `lost` by then.
            let _ = self.write_batch(batch, &mut lost).await;
        }
        self.count_lost(&lost);
        self.database.close().await;
    }
}

/// The next entries of the queue, at least one and at most a batch.
async fn next_batch(queue: &mut mpsc::Receiver<Waiting>) -> Vec<Waiting> {
    let mut batch = Vec::new();
    if queue.recv_many(&mut batch, BATCH).await == 0 {
        // Nobody is left who could send any; the end will come.
        std::future::pending::<()>().await;
    }
    batch
}
