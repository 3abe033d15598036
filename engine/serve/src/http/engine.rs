//! The state that all worker threads share.

use crate::{backend::Backends, config::Config, outbound::Gates, rules::running::Current, store::Store, trust::Trust};
use std::sync::Arc;

/// The settings, the rules that are served, who may call, the store, and access to the servers that data come from.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) config: Config,
    pub(crate) current: Arc<Current>,
    pub(crate) trust: Trust,
    pub(crate) store: Store,
    pub(crate) backends: Backends,
    /// The gates of the servers that data are fetched from.
    pub(crate) gates: Gates,
}
