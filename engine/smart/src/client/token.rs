//! A token decoded from the JWS compact serialization (RFC 7515, 3.1): header, claims, signature. Nothing in it is trusted yet.

use super::{
    Excerpt, TokenError, TokenPart,
    claims::{Claims, Header},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::de::DeserializeOwned;
use std::fmt;

/// How many bytes a token may have. One of a 4096-bit key has about 1,500.
const MAX_BYTES: usize = 8_192;
/// How many bytes `kid`, `jti` and `iss` may have.
const MAX_NAME: usize = 512;

/// A token in JWS compact form (RFC 7515, 3.1), its signature not checked yet. Its Debug shows nothing of it.
#[derive(Clone)]
pub struct Token<'t> {
    pub(super) header: Header,
    pub(super) claims: Claims,
    /// What is signed: header and claims as they came.
    pub(super) message: &'t str,
    /// The signature as it came, in base64url.
    pub(super) signature: &'t str,
}

impl<'t> Token<'t> {
    /// Decodes a token.
    pub fn read(text: &'t str) -> Result<Token<'t>, TokenError> {
        if text.len() > MAX_BYTES {
            return Err(TokenError::TooLarge { bytes: text.len() });
        }
        let (message, signature) = text.rsplit_once('.').ok_or(TokenError::Malformed(TokenPart::Form))?;
        let (header, claims) = message.split_once('.').ok_or(TokenError::Malformed(TokenPart::Form))?;
        let header: Header = object(header).ok_or(TokenError::Malformed(TokenPart::Header))?;
        let claims: Claims = object(claims).ok_or(TokenError::Malformed(TokenPart::Claims))?;
        Ok(Token { header, claims, message, signature })
    }

    /// `iss`: who it says that it is from.
    pub fn issuer(&self) -> Result<&str, TokenError> {
        short("iss", self.claims.iss.as_deref())
    }

    /// `kid`: which key it says that it is signed with.
    pub(super) fn key_id(&self) -> Result<&str, TokenError> {
        short("kid", self.header.kid.as_deref())
    }

    /// `jti`: what identifies it among all tokens of its issuer.
    pub(super) fn id(&self) -> Result<&str, TokenError> {
        short("jti", self.claims.jti.as_deref())
    }
}

fn object<T: DeserializeOwned>(part: &str) -> Option<T> {
    let json = URL_SAFE_NO_PAD.decode(part).ok()?;
    // serde would read an array into a struct as well.
    let is_object = json.trim_ascii_start().starts_with(b"{");
    is_object.then(|| serde_json::from_slice(&json).ok())?
}

fn short<'v>(name: &'static str, value: Option<&'v str>) -> Result<&'v str, TokenError> {
    let value = value.filter(|value| !value.is_empty()).ok_or(TokenError::Missing { name })?;
    if value.len() <= MAX_NAME { Ok(value) } else { Err(TokenError::TooLong { name, found: Excerpt::of(value) }) }
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token { .. }")
    }
}
