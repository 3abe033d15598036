//! The identity that new connections use: it is looked up for each connection, and swapped as a whole when the files change.

use super::{
    TlsError, TlsFiles,
    identity::{Bytes, Identity},
    provider,
};
use crate::metric;
use arc_swap::ArcSwap;
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    crypto,
    pki_types::{CertificateDer, UnixTime},
    server::{
        ClientHello, ResolvesServerCert,
        danger::{ClientCertVerified, ClientCertVerifier},
    },
    sign::CertifiedKey,
};
use std::{
    io,
    sync::{Arc, Weak},
    thread,
    time::Duration,
};

/// How often the files are polled.
const POLL: Duration = Duration::from_secs(1);

/// What the files held when they could last be used.
#[derive(Debug)]
pub(super) struct Live {
    identity: ArcSwap<Identity>,
}

impl Live {
    pub(super) fn read(files: &TlsFiles) -> Result<Live, TlsError> {
        let identity = Identity::of(&Bytes::read(files)?, files)?;
        Ok(Live { identity: ArcSwap::from_pointee(identity) })
    }
}

/// Follows the files, in a thread of its own, as long as anybody listens with them.
pub(super) fn follow(files: TlsFiles, live: &Arc<Live>) -> io::Result<()> {
    let live = Arc::downgrade(live);
    thread::Builder::new().name("certificates".to_owned()).spawn(move || run(&files, &live)).map(drop)
}

fn run(files: &TlsFiles, live: &Weak<Live>) {
    let mut seen = Bytes::read(files).ok();
    loop {
        thread::sleep(POLL);
        let Some(live) = live.upgrade() else { return };
        let now = Bytes::read(files);
        if now.as_ref().ok() == seen.as_ref() {
            continue;
        }
        match now.as_ref().map_err(ToString::to_string).and_then(|bytes| Identity::of(bytes, files).map_err(|error| error.to_string())) {
            Ok(identity) => {
                live.identity.store(Arc::new(identity));
                metric::certificates_read(true);
                tracing::info!("certificates read anew");
            }
            Err(error) => {
                metric::certificates_read(false);
                tracing::error!("certificates not read anew, the ones before go on serving; {error}");
            }
        }
        seen = now.ok();
    }
}

impl ResolvesServerCert for Live {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.identity.load().certified.clone())
    }
}

/// Clients are checked by the current authorities. Without any, no client is accepted.
impl ClientCertVerifier for Live {
    /// The list is empty, since it can't borrow from what may be swapped, and clients don't need it.
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }
    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        match &self.identity.load().verifier {
            Some(verifier) => verifier.verify_client_cert(end_entity, intermediates, now),
            None => Err(CertificateError::UnknownIssuer.into()),
        }
    }
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        crypto::verify_tls12_signature(message, certificate, signed, &provider().signature_verification_algorithms)
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        crypto::verify_tls13_signature(message, certificate, signed, &provider().signature_verification_algorithms)
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        provider().signature_verification_algorithms.supported_schemes()
    }
}
