//! The public keys of a client: a JWK set (RFC 7517, 5). A key that isn't understood doesn't invalidate the others.

use super::{
    Algorithm, Excerpt, TokenError,
    key::{Key, Written},
};
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use serde_json::Value;
use std::{error::Error, fmt};

/// A client's public keys.
#[derive(Debug)]
pub struct KeySet {
    keys: Vec<Key>,
}

/// Why something isn't a JWK set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySetError {
    /// It has more bytes than [`KeySet::MAX_BYTES`].
    TooLarge,
    /// It isn't a JSON object with an array `keys`.
    NotASet,
    /// It has more keys than [`KeySet::MAX_KEYS`].
    TooManyKeys {
        /// How many.
        found: usize,
    },
}

#[derive(Deserialize)]
struct WrittenSet {
    keys: Vec<Value>,
}

impl KeySet {
    /// How many bytes a set may have.
    pub const MAX_BYTES: usize = 1_000_000;
    /// How many keys a set may have.
    pub const MAX_KEYS: usize = 100;

    /// Reads a set.
    pub fn parse(json: &[u8]) -> Result<KeySet, KeySetError> {
        if json.len() > KeySet::MAX_BYTES {
            return Err(KeySetError::TooLarge);
        }
        let WrittenSet { keys } = serde_json::from_slice(json).map_err(|_| KeySetError::NotASet)?;
        if keys.len() > KeySet::MAX_KEYS {
            return Err(KeySetError::TooManyKeys { found: keys.len() });
        }
        let read = |key| Key::of(serde_json::from_value::<Written>(key).ok()?);
        Ok(KeySet { keys: keys.into_iter().filter_map(read).collect() })
    }

    /// Whether a key has this id.
    pub fn has(&self, id: &str) -> bool {
        self.keys.iter().any(|key| key.id == id)
    }

    /// How many keys tokens can be checked with.
    pub fn usable(&self) -> usize {
        self.keys.iter().filter(|key| key.is_usable()).count()
    }

    /// The key of this id that is for an algorithm. Keys of different kinds may share an id (RFC 7517, 4.5).
    pub(super) fn fitting(&self, id: &str, algorithm: Algorithm) -> Result<&DecodingKey, TokenError> {
        let mut error = None;
        for key in self.keys.iter().filter(|key| key.id == id) {
            match key.fitting(algorithm) {
                Ok(fitting) => return Ok(fitting),
                Err(why) => error = error.or(Some(why)),
            }
        }
        Err(error.unwrap_or_else(|| TokenError::UnknownKey { found: Excerpt::of(id) }))
    }
}

impl fmt::Display for KeySetError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeySetError::TooLarge => write!(formatter, "it has more than {} bytes", KeySet::MAX_BYTES),
            KeySetError::NotASet => formatter.write_str("it is not a JWK set; expected a JSON object with an array `keys`"),
            KeySetError::TooManyKeys { found } => write!(formatter, "it has {found} keys; at most {} are read", KeySet::MAX_KEYS),
        }
    }
}

impl Error for KeySetError {}
