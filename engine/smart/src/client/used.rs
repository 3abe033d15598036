//! Replay protection: a token is used once. Its `jti` is remembered, by issuer, until the token's end; the store that remembers is handed in.

use jiff::Timestamp;
use std::{error::Error, fmt, pin::Pin};

/// Whether an id was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is recorded now, and was not before.
    First,
    /// It was recorded before.
    Again,
}

/// It isn't known whether an id was used before. Then the call is refused without a verdict on the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplayCheckError;

/// A `jti` being recorded.
pub type Recording<'r> = Pin<Box<dyn Future<Output = Result<Use, ReplayCheckError>> + Send + 'r>>;

/// Remembers the ids of tokens.
pub trait UsedTokens: fmt::Debug + Send + Sync {
    /// Records an id of an issuer until a time, in one step with finding out whether it was there: of any number that do this at once, exactly one
    /// gets [`Use::First`].
    fn use_jti<'r>(&'r self, issuer: &'r str, jti: &'r str, until: Timestamp) -> Recording<'r>;
}

impl fmt::Display for ReplayCheckError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("it can't be told whether the token was used before")
    }
}

impl Error for ReplayCheckError {}
