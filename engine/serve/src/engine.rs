//! What all threads that answer share.

use crate::{config::Config, running::Current};
use std::sync::Arc;

/// The settings, and the rules that are served.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) config: Arc<Config>,
    pub(crate) current: Arc<Current>,
}
