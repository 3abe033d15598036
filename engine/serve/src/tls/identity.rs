//! What the files hold at one moment: the engine's certificate with its key, and the authorities of clients' certificates. An identity exists only where
//! these match.

use super::{TlsError, TlsErrorKind, TlsFiles, provider};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{WebPkiClientVerifier, danger::ClientCertVerifier},
    sign::CertifiedKey,
};
use std::{fs, path::Path, sync::Arc};

/// The files' bytes, to see whether they have changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bytes {
    cert: Vec<u8>,
    key: Vec<u8>,
    client_ca: Option<Vec<u8>>,
}

/// The certificate with its key, and the authorities.
#[derive(Debug)]
pub(super) struct Identity {
    pub(super) certified: Arc<CertifiedKey>,
    /// Checks clients' certificates, where clients need one.
    pub(super) verifier: Option<Arc<dyn ClientCertVerifier>>,
}

impl Bytes {
    pub(super) fn read(files: &TlsFiles) -> Result<Bytes, TlsError> {
        let client_ca = files.client_ca.as_deref().map(read).transpose()?;
        Ok(Bytes { cert: read(&files.cert)?, key: read(&files.key)?, client_ca })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|error| TlsError::new(path, TlsErrorKind::Unreadable(error)))
}

impl Identity {
    /// Parses what was read; errors name `files`.
    pub(super) fn of(bytes: &Bytes, files: &TlsFiles) -> Result<Identity, TlsError> {
        let chain = certificates(&bytes.cert).map_err(|kind| TlsError::new(&files.cert, kind))?;
        let certified = key(&bytes.key).and_then(|key| CertifiedKey::from_der(chain, key, &provider()).map_err(TlsErrorKind::Unusable));
        let certified = Arc::new(certified.map_err(|kind| TlsError::new(&files.key, kind))?);
        let verifier = match (&bytes.client_ca, &files.client_ca) {
            (Some(bytes), Some(path)) => Some(verifier(bytes).map_err(|kind| TlsError::new(path, kind))?),
            _ => None,
        };
        Ok(Identity { certified, verifier })
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, TlsErrorKind> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    chain.ok().filter(|chain| !chain.is_empty()).ok_or(TlsErrorKind::NoCertificate)
}

fn key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, TlsErrorKind> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|_| TlsErrorKind::NoKey)
}

fn verifier(pem: &[u8]) -> Result<Arc<dyn ClientCertVerifier>, TlsErrorKind> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(pem)? {
        roots.add(certificate).map_err(TlsErrorKind::Unusable)?;
    }
    let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider());
    builder.build().map_err(|error| TlsErrorKind::NoAuthority(error.to_string()))
}
