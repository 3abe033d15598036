//! Which files hold the certificates, as the settings say.

use std::path::PathBuf;

/// Files in PEM for TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TlsFiles {
    /// The certificate and those above it.
    pub(crate) cert: PathBuf,
    /// Its private key.
    pub(crate) key: PathBuf,
    /// The authorities of clients' certificates. Where there is no such file, clients need no certificate.
    pub(crate) client_ca: Option<PathBuf>,
}
