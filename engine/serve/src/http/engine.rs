//! What all threads that answer share.

use crate::{backend::Backends, config::Config, outbound::Gates, rules::running::Current, store::Store, trust::Trust};
use std::sync::Arc;

/// The settings, the rules that are served, to whom, the store, and how the servers fare that data come from.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) config: Config,
    pub(crate) current: Arc<Current>,
    pub(crate) trust: Trust,
    pub(crate) store: Store,
    pub(crate) backends: Backends,
    /// Of the servers that are fetched from.
    pub(crate) gates: Gates,
}
