//! What all threads that answer share.

use crate::{config::Config, running::Current, trust::Trust};
use std::sync::Arc;

/// The settings, the rules that are served, and to whom.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) config: Arc<Config>,
    pub(crate) current: Arc<Current>,
    pub(crate) trust: Trust,
}
