//! `limits` of connections and requests, and `tls`, as written, and what they come to.

use super::settings::{Limits, Tls};
use crate::tls::TlsFiles;
use std::{path::Path, time::Duration};

/// Limits on what callers take of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intake {
    /// How long a request's head may take to come.
    pub head_time: Duration,
    /// How long its body may take to come.
    pub body_time: Duration,
    /// How many requests may be answered at once.
    pub calls: usize,
    /// How many connections may be open at once.
    pub connections: usize,
}

impl Intake {
    pub(super) fn of(limits: &Limits) -> Intake {
        Intake {
            head_time: limits.head_time.map_or(Duration::from_secs(5), |written| written.0),
            body_time: limits.body_time.map_or(Duration::from_secs(30), |written| written.0),
            calls: limits.calls.map_or(1000, usize::from),
            connections: limits.connections.map_or(10_000, usize::from),
        }
    }
}

/// Where the certificates are; `folder` is the settings' own.
pub(super) fn tls_files(written: &Tls, folder: &Path) -> TlsFiles {
    TlsFiles {
        cert: folder.join(&written.cert.0),
        key: folder.join(&written.key.0),
        client_ca: written.client_ca.as_ref().map(|path| folder.join(&path.0)),
    }
}
