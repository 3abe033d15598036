//! Why a caller isn't known: told to the log, which check it was and of whose token; to the caller, nothing.

use crate::{http::refusal::Refusal, metric};
use engine_smart::client::{ReplayCheckError, Excerpt, TokenError};

/// Why a caller isn't known.
#[derive(Debug)]
pub(super) enum Failure {
    /// Its token is refused.
    Refused(TokenError),
    /// The client's keys can't be had.
    NoKeys,
    /// It can't be told whether its token was used before.
    CannotTell,
}

impl Failure {
    /// Tells the log; gives what the caller is told. `client` is whose token it says it is.
    pub(super) fn told(self, client: Option<&str>, path: &str) -> Refusal {
        let path = Excerpt::of(path);
        match self {
            Failure::Refused(refused) => {
                metric::token_refused(refused.name());
                tracing::warn!(check = refused.name(), client, %path, "caller refused: {refused}");
                Refusal::Unauthenticated { has_token: refused != TokenError::NoToken }
            }
            Failure::NoKeys => {
                tracing::error!(client, %path, "caller can't be checked: the client's keys can't be had");
                Refusal::CannotAuthenticate
            }
            Failure::CannotTell => {
                tracing::error!(client, %path, "caller can't be checked: {ReplayCheckError}");
                Refusal::CannotAuthenticate
            }
        }
    }
}

impl From<TokenError> for Failure {
    fn from(refused: TokenError) -> Failure {
        Failure::Refused(refused)
    }
}

impl From<ReplayCheckError> for Failure {
    fn from(_: ReplayCheckError) -> Failure {
        Failure::CannotTell
    }
}
