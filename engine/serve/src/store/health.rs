//! Whether the store works, and what was lost while it didn't.

use super::error::StoreError;
use crate::metric;
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

/// Whether the store works. Shared by all who use it.
#[derive(Debug, Default)]
pub(crate) struct Health {
    problem: Mutex<Option<StoreError>>,
    lost: AtomicU64,
}

impl Health {
    /// What is wrong, if the store fails.
    pub(crate) fn problem(&self) -> Option<StoreError> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many records and reports were lost since the engine started.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// It did what it was asked to.
    pub(super) fn works(&self) {
        metric::store_works(true);
        if self.set(None).is_some() {
            tracing::warn!(lost = self.lost(), "the store works again");
        }
    }

    /// It failed. That is logged once, until it works again.
    pub(super) fn fails(&self, error: &StoreError) {
        metric::store_works(false);
        if self.set(Some(error.clone())).is_none() {
            tracing::error!("the store fails: {error}; what is to be kept waits, and is lost where too much of it does");
        }
    }

    /// So many entries, or lines of the audit log, are lost.
    pub(super) fn loses(&self, kind: &'static str, count: u64) {
        if count > 0 {
            metric::lost(kind, count);
            let before = self.lost.fetch_add(count, Ordering::Relaxed);
            // One line for each power of two, so that a flood of losses makes no flood of lines.
            if (before + count).ilog2() > before.checked_ilog2().unwrap_or_default() || before == 0 {
                tracing::error!(kind, lost = before + count, "what was to be kept is lost");
            }
        }
    }

    fn set(&self, problem: Option<StoreError>) -> Option<StoreError> {
        std::mem::replace(&mut *self.problem.lock().unwrap_or_else(PoisonError::into_inner), problem)
    }
}
