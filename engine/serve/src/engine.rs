//! What all threads that answer share.

use crate::{config::Config, running::Current, store::Store, trust::Trust};
use std::sync::Arc;

/// The settings, the rules that are served, to whom, and the store.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) config: Arc<Config>,
    pub(crate) current: Arc<Current>,
    pub(crate) trust: Trust,
    pub(crate) store: Store,
}
