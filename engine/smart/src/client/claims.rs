//! The JOSE header and the claims of a token, as written. A missing member is `None`; a member of the wrong form makes the token malformed.
//!
//! A name that stands twice is malformed too (RFC 8725, 2.8 and RFC 7519, 4): two readers could see different tokens.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, de};

/// The header. Other members are not looked at: a key that a token brings along (`jwk`, `x5c`, `x5u`) is worth nothing.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Header {
    pub(super) alg: Option<String>,
    pub(super) typ: Option<String>,
    pub(super) kid: Option<String>,
    pub(super) jku: Option<String>,
    #[serde(default, deserialize_with = "is_there")]
    pub(super) crit: bool,
}

/// The claims.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: Option<String>,
    pub(super) aud: Option<Audience>,
    pub(super) exp: Option<NumericDate>,
    pub(super) iat: Option<NumericDate>,
    pub(super) nbf: Option<NumericDate>,
    pub(super) jti: Option<String>,
    pub(super) tenant: Option<String>,
}

/// `aud`: for whom the token is.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    pub(super) fn all(&self) -> &[String] {
        match self {
            Audience::One(one) => std::slice::from_ref(one),
            Audience::Several(several) => several,
        }
    }
}

/// Seconds since 1970 (RFC 7519, 2); fractions are cut off.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumericDate(pub(super) Timestamp);

impl<'de> Deserialize<'de> for NumericDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NumericDate, D::Error> {
        // A number beyond i64 becomes its nearest, which no calendar has.
        let seconds = f64::deserialize(deserializer)?.floor() as i64;
        Timestamp::from_second(seconds).map(NumericDate).map_err(de::Error::custom)
    }
}

fn is_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    de::IgnoredAny::deserialize(deserializer).map(|_| true)
}
