//! The access token that an authorization server issues (RFC 6749, 5.1; SMART App Launch 2.2, "Issue access token").

use serde::Deserialize;
use std::{error::Error, fmt, time::Duration};

/// How long a token is used, in seconds, if the answer doesn't say how long it lasts: as short as makes sense.
const UNSAID: u64 = 60;

/// How long a token is used at most, in seconds: it may be revoked before it ends.
const LONGEST: u64 = 3600;

/// An access token, and what it grants.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token.
    pub access_token: String,
    /// How long it lasts.
    pub lifetime: Duration,
    /// What it grants, as written.
    pub scope: String,
}

/// Why an answer has no token that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessTokenError {
    /// It isn't an answer as OAuth has it.
    Malformed,
    /// The token isn't a bearer token.
    NotBearer,
    /// It has ended already.
    Ended,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    token_type: String,
    expires_in: Option<i64>,
    scope: Option<String>,
}

impl AccessToken {
    /// Reads an answer. If it doesn't say what it grants, it grants what was `asked` for (RFC 6749, 5.1).
    pub fn read(answer: &[u8], asked: &str) -> Result<AccessToken, AccessTokenError> {
        let answer: Answer = serde_json::from_slice(answer).map_err(|_| AccessTokenError::Malformed)?;
        let is_token = !answer.access_token.is_empty() && answer.access_token.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_token {
            return Err(AccessTokenError::Malformed);
        }
        if !answer.token_type.eq_ignore_ascii_case("bearer") {
            return Err(AccessTokenError::NotBearer);
        }
        let seconds = answer.expires_in.map_or(Ok(UNSAID), |seconds| u64::try_from(seconds).map_err(|_| AccessTokenError::Ended))?;
        if seconds == 0 {
            return Err(AccessTokenError::Ended);
        }
        let scope = answer.scope.unwrap_or_else(|| asked.to_owned());
        Ok(AccessToken { access_token: answer.access_token, lifetime: Duration::from_secs(seconds.min(LONGEST)), scope })
    }
}

/// Leaves out the token.
impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AccessToken({} for {:?})", self.scope, self.lifetime)
    }
}

impl fmt::Display for AccessTokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            AccessTokenError::Malformed => "the authorization server's answer has no token as OAuth 2.0 has it",
            AccessTokenError::NotBearer => "the authorization server gave a token that is no bearer token",
            AccessTokenError::Ended => "the authorization server gave a token that has ended",
        })
    }
}

impl Error for AccessTokenError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<AccessToken, AccessTokenError> {
        AccessToken::read(text.as_bytes(), "system/*.rs")
    }

    #[test]
    fn a_token_is_read_with_its_end_and_scope() {
        let token = read(r#"{"access_token":"t","token_type":"Bearer","expires_in":300,"scope":"system/Patient.r"}"#).unwrap();
        assert_eq!((token.access_token.as_str(), token.lifetime.as_secs(), token.scope.as_str()), ("t", 300, "system/Patient.r"));
        assert!(!format!("{token:?}").contains("\"t\""));
    }

    #[test]
    fn what_is_not_said_is_short_and_as_asked() {
        let token = read(r#"{"access_token":"t","token_type":"bearer"}"#).unwrap();
        assert_eq!((token.lifetime.as_secs(), token.scope.as_str()), (60, "system/*.rs"));
        let token = read(r#"{"access_token":"t","token_type":"bearer","expires_in":99999999,"scope":""}"#).unwrap();
        assert_eq!((token.lifetime.as_secs(), token.scope.as_str()), (3600, ""));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for (text, why) in [
            ("", AccessTokenError::Malformed),
            ("{}", AccessTokenError::Malformed),
            (r#"{"access_token":"","token_type":"bearer"}"#, AccessTokenError::Malformed),
            (r#"{"access_token":"a\r\nHost: b","token_type":"bearer"}"#, AccessTokenError::Malformed),
            (r#"{"access_token":"t","token_type":"mac"}"#, AccessTokenError::NotBearer),
            (r#"{"access_token":"t","token_type":"bearer","expires_in":0}"#, AccessTokenError::Ended),
            (r#"{"access_token":"t","token_type":"bearer","expires_in":-5}"#, AccessTokenError::Ended),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }
}
