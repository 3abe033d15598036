//! A public key of a client, from a JWK (RFC 7517, 4; RFC 7518, 6; RFC 8037, 2), with what it may be used for.

use super::{Algorithm, KeyKind, TokenError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use std::{error::Error, fmt};

/// RSA keys below this many bits are refused (RFC 7518, 3.3).
const LEAST_RSA_BITS: usize = 2048;

/// A key with its id. A key that can't be used is kept with the reason, so that a token that names it gets another answer than one that names no key.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) id: String,
    /// `alg`: the only algorithm that it is for.
    algorithm: Option<String>,
    public: Result<Public, KeyError>,
}

#[derive(Debug)]
struct Public {
    kind: KeyKind,
    key: DecodingKey,
}

/// Why a key of the set can't be used at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// `kty` or `crv` isn't one that signs with a known algorithm.
    Kind,
    /// `use` or `key_ops` doesn't let it verify signatures.
    Use,
    /// The set shows its private part: whoever reads the set can sign with it.
    Private,
    /// An RSA key of so few bits.
    Weak {
        /// Its bits.
        bits: usize,
    },
    /// Its numbers are missing or can't be read.
    Malformed,
}

/// A JWK as written. Other members are ignored.
#[derive(Deserialize)]
pub(super) struct Written {
    kid: Option<String>,
    kty: Option<String>,
    crv: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
    d: Option<serde::de::IgnoredAny>,
}

impl Key {
    /// `None` if the key has no id, since no token can name it.
    pub(super) fn of(written: Written) -> Option<Key> {
        let public = public(&written);
        Some(Key { id: written.kid?, algorithm: written.alg, public })
    }

    pub(super) fn is_usable(&self) -> bool {
        self.public.is_ok()
    }

    /// The key for an algorithm, if it is one for that.
    pub(super) fn fitting(&self, algorithm: Algorithm) -> Result<&DecodingKey, TokenError> {
        let public = self.public.as_ref().map_err(|error| TokenError::Key(*error))?;
        if public.kind != algorithm.key_kind() {
            return Err(TokenError::KeyKind { algorithm, key: public.kind });
        }
        match &self.algorithm {
            Some(only) if only != algorithm.name() => Err(TokenError::KeyAlgorithm { algorithm }),
            _ => Ok(&public.key),
        }
    }
}

fn public(written: &Written) -> Result<Public, KeyError> {
    let kind = kind(written)?;
    let verifies = |operations: &Vec<String>| operations.iter().any(|operation| operation == "verify");
    if written.usage.as_ref().is_some_and(|usage| usage != "sig") || written.key_ops.as_ref().is_some_and(|found| !verifies(found)) {
        return Err(KeyError::Use);
    }
    if written.d.is_some() {
        return Err(KeyError::Private);
    }
    let key = match kind {
        KeyKind::Rsa => rsa(&bytes(written.n.as_ref())?, &bytes(written.e.as_ref())?),
        KeyKind::P256 => ec(written, 32),
        KeyKind::P384 => ec(written, 48),
        KeyKind::Ed25519 => Ok(DecodingKey::from_ed_der(&sized(written.x.as_ref(), 32)?)),
    };
    Ok(Public { kind, key: key? })
}

fn kind(written: &Written) -> Result<KeyKind, KeyError> {
    match (written.kty.as_deref(), written.crv.as_deref()) {
        (Some("RSA"), _) => Ok(KeyKind::Rsa),
        (Some("EC"), Some("P-256")) => Ok(KeyKind::P256),
        (Some("EC"), Some("P-384")) => Ok(KeyKind::P384),
        (Some("OKP"), Some("Ed25519")) => Ok(KeyKind::Ed25519),
        _ => Err(KeyError::Kind),
    }
}

fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<DecodingKey, KeyError> {
    let leading = modulus.iter().take_while(|byte| **byte == 0).count();
    let significant = modulus.get(leading..).unwrap_or_default();
    let bits = significant.len() * 8 - significant.first().map_or(0, |byte| byte.leading_zeros() as usize);
    if bits < LEAST_RSA_BITS {
        return Err(KeyError::Weak { bits });
    }
    Ok(DecodingKey::from_rsa_raw_components(significant, exponent))
}

/// An elliptic-curve point in SEC 1's uncompressed form: 4, then both coordinates in full length.
fn ec(written: &Written, length: usize) -> Result<DecodingKey, KeyError> {
    let (x, y) = (sized(written.x.as_ref(), length)?, sized(written.y.as_ref(), length)?);
    Ok(DecodingKey::from_ec_der(&[&[4], x.as_slice(), &y].concat()))
}

fn bytes(text: Option<&String>) -> Result<Vec<u8>, KeyError> {
    text.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()).filter(|bytes| !bytes.is_empty()).ok_or(KeyError::Malformed)
}

fn sized(text: Option<&String>, length: usize) -> Result<Vec<u8>, KeyError> {
    bytes(text).and_then(|bytes| if bytes.len() == length { Ok(bytes) } else { Err(KeyError::Malformed) })
}

impl fmt::Display for KeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyError::Kind => formatter.write_str("its `kty` or `crv` is not one that is supported"),
            KeyError::Use => formatter.write_str("its `use` or `key_ops` does not let it verify signatures"),
            KeyError::Private => formatter.write_str("the JWK set shows its private part, so it proves nothing; replace it at once"),
            KeyError::Weak { bits } => write!(formatter, "it is an RSA key of {bits} bits; at least {LEAST_RSA_BITS} are needed"),
            KeyError::Malformed => formatter.write_str("its numbers are missing or malformed"),
        }
    }
}

impl Error for KeyError {}
