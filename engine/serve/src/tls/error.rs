//! Why certificates can't be used.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// Which file can't be used, and why.
#[derive(Debug)]
pub struct TlsError {
    file: PathBuf,
    kind: TlsErrorKind,
}

/// What is wrong with it.
#[derive(Debug)]
pub(crate) enum TlsErrorKind {
    /// The system doesn't let it be read, or it doesn't exist.
    Unreadable(io::Error),
    /// It has no certificate.
    NoCertificate,
    /// It has no private key.
    NoKey,
    /// It isn't the certificate's key, or its kind isn't supported.
    Unusable(rustls::Error),
    /// No authority in it can be trusted.
    NoAuthority(String),
}

impl TlsError {
    pub(super) fn new(file: &Path, kind: TlsErrorKind) -> TlsError {
        TlsError { file: file.to_owned(), kind }
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.file.display())?;
        match &self.kind {
            TlsErrorKind::Unreadable(error) => write!(formatter, "can't be read: {error}"),
            TlsErrorKind::NoCertificate => formatter.write_str("has no certificate in PEM (`-----BEGIN CERTIFICATE-----`)"),
            TlsErrorKind::NoKey => {
                formatter.write_str("has no private key in PEM that is not itself encrypted (`-----BEGIN PRIVATE KEY-----`)")
            }
            TlsErrorKind::Unusable(rustls::Error::InconsistentKeys(_)) => formatter.write_str("is not the key of the certificate"),
            TlsErrorKind::Unusable(error) => write!(formatter, "can't be used: {error}"),
            TlsErrorKind::NoAuthority(reason) => write!(formatter, "has no authority that clients can be checked by: {reason}"),
        }
    }
}

impl std::error::Error for TlsError {}
