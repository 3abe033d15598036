//! Why a caller isn't authenticated. The log says which check refused whose token; the answer never does.

use crate::metric;
use engine_smart::client::{Excerpt, ReplayCheckError, TokenError};
use std::{error::Error, fmt};

/// Why a caller isn't authenticated.
#[derive(Debug)]
pub(crate) enum AuthenticationError {
    /// Its token is refused.
    Refused(TokenError),
    /// The client's keys are not available.
    NoKeys,
    /// It is not known whether its token was used before.
    CannotTell,
}

impl AuthenticationError {
    /// Logs and counts it. `client` is whose token it says it is, `path` what was called.
    pub(super) fn log(&self, client: Option<&str>, path: &str) {
        let path = Excerpt::of(path);
        match self {
            AuthenticationError::Refused(refused) => {
                metric::token_refused(refused.name());
                tracing::warn!(check = refused.name(), client, %path, "caller refused: {self}");
            }
            AuthenticationError::NoKeys | AuthenticationError::CannotTell => {
                tracing::error!(client, %path, "caller can't be checked: {self}");
            }
        }
    }
}

impl From<TokenError> for AuthenticationError {
    fn from(refused: TokenError) -> AuthenticationError {
        AuthenticationError::Refused(refused)
    }
}

impl From<ReplayCheckError> for AuthenticationError {
    fn from(_: ReplayCheckError) -> AuthenticationError {
        AuthenticationError::CannotTell
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AuthenticationError::Refused(refused) => refused.fmt(formatter),
            AuthenticationError::NoKeys => formatter.write_str("the client's keys can't be had"),
            AuthenticationError::CannotTell => ReplayCheckError.fmt(formatter),
        }
    }
}

impl Error for AuthenticationError {}
