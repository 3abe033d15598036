//! TLS for clients, and the certificates of clients themselves (mutual TLS).
//!
//! Certificates are reloaded when their files change: new connections use the new ones, open connections go on. Files that don't match, as while only one
//! of two has been written, change nothing. A client's certificate is checked at every connection, so with mutual TLS no session is resumed.

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

/// The provider of cryptography, the same that requests and tokens use.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// The TLS configuration of the listener. The files are followed from now on.
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
