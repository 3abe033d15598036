//! What an authorization server answers (RFC 6749, 5.1; SMART App Launch 2.2, "Issue access token").

use serde::Deserialize;
use std::{error::Error, fmt, time::Duration};

/// How long a token lasts whose answer doesn't say: as short as makes sense.
const UNSAID: u64 = 60;

/// The longest that one is used: it may be taken back.
const LONGEST: u64 = 3600;

/// A token, and what it grants.
#[derive(Clone, PartialEq, Eq)]
pub struct Granted {
    /// The token.
    pub access_token: String,
    /// How long it lasts.
    pub lifetime: Duration,
    /// What it grants, as written.
    pub scope: String,
}

/// Why an answer is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotGranted {
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

impl Granted {
    /// Reads an answer. Where it doesn't say what it grants, that is what was `asked` for (RFC 6749, 5.1).
    pub fn read(answer: &[u8], asked: &str) -> Result<Granted, NotGranted> {
        let answer: Answer = serde_json::from_slice(answer).map_err(|_| NotGranted::Malformed)?;
        let is_token = !answer.access_token.is_empty() && answer.access_token.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_token {
            return Err(NotGranted::Malformed);
        }
        if !answer.token_type.eq_ignore_ascii_case("bearer") {
            return Err(NotGranted::NotBearer);
        }
        let seconds = answer.expires_in.map_or(Ok(UNSAID), |seconds| u64::try_from(seconds).map_err(|_| NotGranted::Ended))?;
        if seconds == 0 {
            return Err(NotGranted::Ended);
        }
        let scope = answer.scope.unwrap_or_else(|| asked.to_owned());
        Ok(Granted { access_token: answer.access_token, lifetime: Duration::from_secs(seconds.min(LONGEST)), scope })
    }
}

/// Without the token.
impl fmt::Debug for Granted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Granted({} for {:?})", self.scope, self.lifetime)
    }
}

impl fmt::Display for NotGranted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            NotGranted::Malformed => "the authorization server's answer has no token as OAuth 2.0 has it",
            NotGranted::NotBearer => "the authorization server gave a token that is no bearer token",
            NotGranted::Ended => "the authorization server gave a token that has ended",
        })
    }
}

impl Error for NotGranted {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Granted, NotGranted> {
        Granted::read(text.as_bytes(), "system/*.rs")
    }

    #[test]
    fn a_token_is_read_with_its_end_and_scope() {
        let granted = read(r#"{"access_token":"t","token_type":"Bearer","expires_in":300,"scope":"system/Patient.r"}"#).unwrap();
        assert_eq!((granted.access_token.as_str(), granted.lifetime.as_secs(), granted.scope.as_str()), ("t", 300, "system/Patient.r"));
        assert!(!format!("{granted:?}").contains("\"t\""));
    }

    #[test]
    fn what_is_not_said_is_short_and_as_asked() {
        let granted = read(r#"{"access_token":"t","token_type":"bearer"}"#).unwrap();
        assert_eq!((granted.lifetime.as_secs(), granted.scope.as_str()), (60, "system/*.rs"));
        let granted = read(r#"{"access_token":"t","token_type":"bearer","expires_in":99999999,"scope":""}"#).unwrap();
        assert_eq!((granted.lifetime.as_secs(), granted.scope.as_str()), (3600, ""));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for (text, why) in [
            ("", NotGranted::Malformed),
            ("{}", NotGranted::Malformed),
            (r#"{"access_token":"","token_type":"bearer"}"#, NotGranted::Malformed),
            (r#"{"access_token":"a\r\nHost: b","token_type":"bearer"}"#, NotGranted::Malformed),
            (r#"{"access_token":"t","token_type":"mac"}"#, NotGranted::NotBearer),
            (r#"{"access_token":"t","token_type":"bearer","expires_in":0}"#, NotGranted::Ended),
            (r#"{"access_token":"t","token_type":"bearer","expires_in":-5}"#, NotGranted::Ended),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }
}
