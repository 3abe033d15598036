//! The private key by which the engine authenticates itself, and its public half as a JWK, which is published.

use crate::client::Algorithm;
use jsonwebtoken::{
    EncodingKey,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use serde::Serialize;
use serde_json::json;
use std::{error::Error, fmt};

/// A private key, with the algorithm that it signs by.
#[derive(Clone)]
pub struct SigningKey {
    key: EncodingKey,
    algorithm: Algorithm,
    public: Jwk,
    id: String,
}

/// A text isn't a private key for an algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SigningKeyError {
    /// The algorithm.
    pub algorithm: Algorithm,
}

impl SigningKey {
    /// Reads a key in PEM. `algorithm` is ES384 or RS384, the two that SMART asks every authorization server to know.
    pub fn from_pem(pem: &[u8], algorithm: Algorithm) -> Result<SigningKey, SigningKeyError> {
        let bad = SigningKeyError { algorithm };
        let key = match algorithm {
            Algorithm::Es384 => EncodingKey::from_ec_pem(pem),
            Algorithm::Rs384 => EncodingKey::from_rsa_pem(pem),
            _ => return Err(bad),
        };
        let key = key.map_err(|_| bad)?;
        let mut public = Jwk::from_encoding_key(&key, algorithm.of_library()).map_err(|_| bad)?;
        let id = public.thumbprint(ThumbprintHash::SHA256).map_err(|_| bad)?;
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(SigningKey { key, algorithm, public, id })
    }

    /// Its id: the JWK thumbprint of its public half (RFC 7638).
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A signed JWT of these claims.
    pub(super) fn sign(&self, claims: &impl Serialize) -> Result<String, SigningKeyError> {
        let mut header = jsonwebtoken::Header::new(self.algorithm.of_library());
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.key).map_err(|_| SigningKeyError { algorithm: self.algorithm })
    }
}

/// The JWK set of the keys' public halves, each once, in JSON.
pub fn key_set<'k>(keys: impl IntoIterator<Item = &'k SigningKey>) -> String {
    let mut published: Vec<&SigningKey> = Vec::new();
    for key in keys {
        if published.iter().all(|other| other.id != key.id) {
            published.push(key);
        }
    }
    let keys: Vec<&Jwk> = published.iter().map(|key| &key.public).collect();
    json!({ "keys": keys }).to_string()
}

/// Leaves out the key.
impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({}, {})", self.algorithm, self.id)
    }
}

impl fmt::Display for SigningKeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.algorithm.key_kind();
        write!(
            formatter,
            "is no private key for {}; expected {kind} in PEM (PKCS #8, `-----BEGIN PRIVATE KEY-----`), not itself encrypted",
            self.algorithm
        )
    }
}

impl Error for SigningKeyError {}
