//! Why a token is refused: one variant for each check. Only the log says which; whoever sent the token learns only that it was refused.

use super::{Algorithm, Excerpt, KeyError, KeyKind};
use jiff::Timestamp;
use std::{error::Error, fmt};

/// Why a token is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// The request has no `Authorization`.
    NoToken,
    /// The request has several `Authorization` headers.
    SeveralAuthorizations,
    /// `Authorization` is not `Bearer` and a token.
    NotBearer,
    /// The token is too large to be looked at.
    TooLarge {
        /// Its bytes.
        bytes: usize,
    },
    /// A part of it isn't what it should be.
    Malformed(TokenPart),
    /// A member of the header, or a claim, is missing or empty.
    Missing {
        /// Which.
        name: &'static str,
    },
    /// A member or claim that should be short is too long.
    TooLong {
        /// Which.
        name: &'static str,
        /// What it begins with.
        found: Excerpt,
    },
    /// The header has `crit`: extensions that the engine doesn't have.
    Critical,
    /// `typ` is not `JWT`.
    Type {
        /// What it is.
        found: Excerpt,
    },
    /// `alg` isn't one that the client may use.
    Algorithm {
        /// What it is.
        found: Excerpt,
    },
    /// `iss` names no client.
    Issuer {
        /// Whom it names.
        found: Excerpt,
    },
    /// `jku` is not what was agreed.
    KeyUrl {
        /// What it is.
        found: Excerpt,
    },
    /// `exp` has passed.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// `nbf` has not come.
    NotYet {
        /// When it comes.
        from: Timestamp,
    },
    /// `iat` has not come.
    FromTheFuture {
        /// When it comes.
        issued: Timestamp,
    },
    /// It lasts too long, or ends before it begins.
    Lifetime {
        /// Seconds from `iat` to `exp`.
        seconds: i64,
        /// How many there may be.
        longest: i64,
    },
    /// `aud` is not the URL that was called.
    Audience {
        /// What it is.
        found: Excerpt,
        /// What was called.
        called: Excerpt,
    },
    /// `kid` names no key of the client.
    UnknownKey {
        /// What it is.
        found: Excerpt,
    },
    /// The key can't be used.
    Key(KeyError),
    /// The key is of another kind than the algorithm needs.
    KeyKind {
        /// The token's.
        algorithm: Algorithm,
        /// The key's.
        key: KeyKind,
    },
    /// The key's own `alg` is another.
    KeyAlgorithm {
        /// The token's.
        algorithm: Algorithm,
    },
    /// The signature is not by that key over this token.
    Signature,
    /// It was used before.
    Replayed,
}

/// A part of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPart {
    /// The three parts with dots between them.
    Form,
    /// The header.
    Header,
    /// The claims.
    Claims,
}

impl TokenError {
    /// The check's name, for logs and metrics.
    pub fn name(&self) -> &'static str {
        match self {
            TokenError::NoToken => "no-token",
            TokenError::SeveralAuthorizations => "several-authorizations",
            TokenError::NotBearer => "not-bearer",
            TokenError::TooLarge { .. } => "token-too-large",
            TokenError::Malformed(TokenPart::Form) => "malformed-token",
            TokenError::Malformed(TokenPart::Header) => "malformed-header",
            TokenError::Malformed(TokenPart::Claims) => "malformed-claims",
            TokenError::Missing { .. } => "missing",
            TokenError::TooLong { .. } => "too-long",
            TokenError::Critical => "crit",
            TokenError::Type { .. } => "typ",
            TokenError::Algorithm { .. } => "alg",
            TokenError::Issuer { .. } => "iss",
            TokenError::KeyUrl { .. } => "jku",
            TokenError::Expired { .. } => "exp",
            TokenError::NotYet { .. } => "nbf",
            TokenError::FromTheFuture { .. } => "iat",
            TokenError::Lifetime { .. } => "lifetime",
            TokenError::Audience { .. } => "aud",
            TokenError::UnknownKey { .. } => "kid",
            TokenError::Key(_) => "unusable-key",
            TokenError::KeyKind { .. } => "key-kind",
            TokenError::KeyAlgorithm { .. } => "key-alg",
            TokenError::Signature => "signature",
            TokenError::Replayed => "replayed",
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenError::NoToken => formatter.write_str("there is no `Authorization`; expected `Bearer` and a JWT"),
            TokenError::SeveralAuthorizations => formatter.write_str("there are several `Authorization` headers; expected one"),
            TokenError::NotBearer => formatter.write_str("`Authorization` is not `Bearer` and a JWT"),
            TokenError::TooLarge { bytes } => write!(formatter, "the token has {bytes} bytes, which is more than any needs"),
            TokenError::Malformed(TokenPart::Form) => formatter.write_str("it is no JWT; expected three parts with dots between them"),
            TokenError::Malformed(TokenPart::Header) => {
                formatter.write_str("the header is not a JSON object of the right form in base64url")
            }
            TokenError::Malformed(TokenPart::Claims) => {
                formatter.write_str("the claims are not a JSON object of the right form in base64url")
            }
            TokenError::Missing { name } => write!(formatter, "`{name}` is missing"),
            TokenError::TooLong { name, found } => write!(formatter, "`{name}` is too long: {found}"),
            TokenError::Critical => formatter.write_str("the header has `crit`, and no extension is supported"),
            TokenError::Type { found } => write!(formatter, "`typ` is {found}; expected `JWT`"),
            TokenError::Algorithm { found } => {
                write!(formatter, "`alg` is {found}, which is none of the client's `algorithms` in engine.yaml")
            }
            TokenError::Issuer { found } => write!(formatter, "`iss` is {found}, which is no client's `issuer` in engine.yaml"),
            TokenError::KeyUrl { found } => {
                write!(formatter, "`jku` is {found}, which is not the client's `jku` (or `jwks`) in engine.yaml")
            }
            TokenError::Expired { at } => write!(formatter, "it expired at {at} (`exp`)"),
            TokenError::NotYet { from } => write!(formatter, "it is not valid before {from} (`nbf`)"),
            TokenError::FromTheFuture { issued } => {
                write!(formatter, "it was issued at {issued} (`iat`), which has not come; compare the clocks of both machines")
            }
            TokenError::Lifetime { seconds, longest } => {
                write!(formatter, "it lasts {seconds} seconds from `iat` to `exp`; expected 1 to {longest} (`lifetime` in engine.yaml)")
            }
            TokenError::Audience { found, called } => {
                write!(
                    formatter,
                    "`aud` is {found}, and {called} was called; both must be the same, beginning with `baseUrl` of engine.yaml"
                )
            }
            TokenError::UnknownKey { found } => write!(formatter, "`kid` is {found}, and the client's JWK set has no such key"),
            TokenError::Key(error) => write!(formatter, "the key can't be used: {error}"),
            TokenError::KeyKind { algorithm, key } => write!(formatter, "`alg` is {algorithm}, and the key is {key}"),
            TokenError::KeyAlgorithm { algorithm } => write!(formatter, "`alg` is {algorithm}, and the key is for another algorithm"),
            TokenError::Signature => formatter.write_str("the signature is not by the client's key over this token"),
            TokenError::Replayed => formatter.write_str("it was used before; each call needs a token of its own (`jti`)"),
        }
    }
}

impl Error for TokenError {}
