//! What the command line says about serving. It overrides the settings.

use std::{net::SocketAddr, num::NonZeroUsize, path::PathBuf};

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The settings' file. Without one, the defaults hold.
    pub config: Option<PathBuf>,
    /// The folder of the rules, instead of the settings'.
    pub rules: Option<PathBuf>,
    /// Where to listen, instead of the settings'.
    pub listen: Option<SocketAddr>,
    /// How many threads answer calls.
    pub workers: Option<NonZeroUsize>,
    /// Whether it may listen where others can reach it, though no client is authenticated.
    pub is_insecure: bool,
}
