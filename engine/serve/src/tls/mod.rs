//! Encryption of what clients send, and their own certificates (mutual TLS).
//!
//! Certificates are followed as their files change: new connections get the new ones, those that are open go on. Files that don't go together, as while
//! one of two has been written, change nothing. A client whose certificate must be checked is checked at every connection: none is resumed.

mod error;
mod files;
mod identity;
mod live;

pub use error::TlsError;
pub(crate) use error::TlsErrorKind;
pub(crate) use files::TlsFiles;

use live::Live;
use rustls::{ServerConfig, crypto::CryptoProvider, server::NoServerSessionStorage};
use std::sync::Arc;

/// The provider of all cryptography: the one that requests are made with, and tokens checked.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// How connections are encrypted, with certificates that are followed from now on.
pub(crate) fn config(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let live = Arc::new(Live::read(files)?);
    live::follow(files.clone(), &live).map_err(|error| TlsError::new(&files.cert, TlsErrorKind::Unreadable(error)))?;
    let versions = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
    let versions = versions.map_err(|error| TlsError::new(&files.cert, TlsErrorKind::Unusable(error)))?;
    if files.client_ca.is_none() {
        return Ok(versions.with_no_client_auth().with_cert_resolver(live));
    }
    let mut config = versions.with_client_cert_verifier(live.clone()).with_cert_resolver(live);
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(config)
}
