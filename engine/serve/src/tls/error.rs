//! Why certificates can't be used.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// Which file can't be used, and why.
#[derive(Debug)]
pub struct TlsError {
    file: PathBuf,
    flaw: Flaw,
}

/// What is wrong with it.
#[derive(Debug)]
pub(crate) enum Flaw {
    /// The system doesn't let it be read, or it isn't there.
    Unreadable(io::Error),
    /// It has no certificate.
    NoCertificate,
    /// It has no private key.
    NoKey,
    /// It isn't the certificate's key, or of a kind that isn't known.
    Unusable(rustls::Error),
    /// No authority in it can be trusted.
    NoAuthority(String),
}

impl TlsError {
    pub(super) fn new(file: &Path, flaw: Flaw) -> TlsError {
        TlsError { file: file.to_owned(), flaw }
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.file.display())?;
        match &self.flaw {
            Flaw::Unreadable(error) => write!(formatter, "can't be read: {error}"),
            Flaw::NoCertificate => formatter.write_str("has no certificate in PEM (`-----BEGIN CERTIFICATE-----`)"),
            Flaw::NoKey => formatter.write_str("has no private key in PEM that is not itself encrypted (`-----BEGIN PRIVATE KEY-----`)"),
            Flaw::Unusable(rustls::Error::InconsistentKeys(_)) => formatter.write_str("is not the key of the certificate"),
            Flaw::Unusable(error) => write!(formatter, "can't be used: {error}"),
            Flaw::NoAuthority(reason) => write!(formatter, "has no authority that clients can be checked by: {reason}"),
        }
    }
}

impl std::error::Error for TlsError {}
