//! The validation of a token by the policy that was agreed with its issuer: first its header and claims, then its key, then its JWS signature. The
//! checks that cost nothing come first, so that a stranger can't make the engine fetch keys or compute with a bad token.

use super::{
    Algorithm, Excerpt, KeySet, Token, TokenError,
    claims::{Audience, NumericDate},
};
use jiff::{SignedDuration, Timestamp};

/// How much longer a token's id is kept than the token lasts. The time is read once to check a token and again to record it, and an id that is
/// forgotten in between would pass a second time.
const MARGIN: SignedDuration = SignedDuration::from_mins(1);

/// What was agreed with a client about its tokens.
#[derive(Clone, Debug)]
pub struct TokenPolicy {
    /// What a token's `jku` must equal to the letter. Without it, a token may not have a `jku`.
    pub key_url: Option<String>,
    /// The algorithms that it may sign with.
    pub algorithms: Vec<Algorithm>,
    /// How far its clock and this machine's may lie apart.
    pub leeway: SignedDuration,
    /// How long a token may last, from `iat` to `exp`.
    pub lifetime: SignedDuration,
}

/// A token whose header and claims are as the policy asks. Its signature is still to be checked, and whether it was used before.
#[derive(Clone, Debug)]
pub struct CheckedToken<'t> {
    token: Token<'t>,
    algorithm: Algorithm,
    keep_until: Timestamp,
}

/// A token that its issuer signed, for this call, now. Whether it was used before is still to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedToken {
    /// `jti`.
    pub id: String,
    /// Until when its id must be remembered.
    pub keep_until: Timestamp,
    /// `tenant`: which of the client's organisations calls.
    pub tenant: Option<String>,
}

impl<'t> Token<'t> {
    /// Checks all but the signature. `url` is what was called under the engine's base URL, which `aud` must name to the letter (RFC 7519, 2: these
    /// strings are compared "with no transformations or canonicalizations applied"): no other case, port, query or slash at its end.
    pub fn check(self, policy: &TokenPolicy, url: &str, now: Timestamp) -> Result<CheckedToken<'t>, TokenError> {
        if self.header.crit {
            return Err(TokenError::Critical);
        }
        check_type(self.header.typ.as_deref())?;
        let algorithm = algorithm(self.header.alg.as_deref(), &policy.algorithms)?;
        check_key_url(self.header.jku.as_deref(), policy.key_url.as_deref())?;
        self.key_id()?;
        let expires = self.check_times(policy, now)?;
        check_audience(self.claims.aud.as_ref(), url)?;
        self.id()?;
        let keep_until = expires.checked_add(policy.leeway + MARGIN).unwrap_or(Timestamp::MAX);
        Ok(CheckedToken { token: self, algorithm, keep_until })
    }

    /// `exp`, `iat` and `nbf`; gives `exp`.
    fn check_times(&self, policy: &TokenPolicy, now: Timestamp) -> Result<Timestamp, TokenError> {
        let NumericDate(expires) = self.claims.exp.ok_or(TokenError::Missing { name: "exp" })?;
        let NumericDate(issued) = self.claims.iat.ok_or(TokenError::Missing { name: "iat" })?;
        if now.duration_since(expires) >= policy.leeway {
            return Err(TokenError::Expired { at: expires });
        }
        if issued.duration_since(now) > policy.leeway {
            return Err(TokenError::FromTheFuture { issued });
        }
        let lifetime = expires.duration_since(issued);
        if !lifetime.is_positive() || lifetime > policy.lifetime {
            return Err(TokenError::Lifetime { seconds: lifetime.as_secs(), longest: policy.lifetime.as_secs() });
        }
        match self.claims.nbf {
            Some(NumericDate(from)) if from.duration_since(now) > policy.leeway => Err(TokenError::NotYet { from }),
            _ => Ok(expires),
        }
    }
}

/// `typ` (CDS Hooks: `JWT`; RFC 7519, 5.1: in capitals, for those that compare so).
fn check_type(found: Option<&str>) -> Result<(), TokenError> {
    let found = found.ok_or(TokenError::Missing { name: "typ" })?;
    if found.eq_ignore_ascii_case("JWT") { Ok(()) } else { Err(TokenError::Type { found: Excerpt::of(found) }) }
}

fn algorithm(found: Option<&str>, allowed: &[Algorithm]) -> Result<Algorithm, TokenError> {
    let found = found.ok_or(TokenError::Missing { name: "alg" })?;
    let algorithm = Algorithm::named(found).filter(|algorithm| allowed.contains(algorithm));
    algorithm.ok_or_else(|| TokenError::Algorithm { found: Excerpt::of(found) })
}

fn check_key_url(found: Option<&str>, agreed: Option<&str>) -> Result<(), TokenError> {
    match found {
        Some(found) if agreed != Some(found) => Err(TokenError::KeyUrl { found: Excerpt::of(found) }),
        _ => Ok(()),
    }
}

fn check_audience(found: Option<&Audience>, url: &str) -> Result<(), TokenError> {
    let found = found.ok_or(TokenError::Missing { name: "aud" })?.all();
    if found.iter().any(|audience| audience == url) {
        return Ok(());
    }
    Err(TokenError::Audience { found: Excerpt::of(&found.join(" ")), called: Excerpt::of(url) })
}

impl CheckedToken<'_> {
    /// Which key it says that it is signed with.
    pub fn key_id(&self) -> &str {
        self.token.header.kid.as_deref().unwrap_or_default()
    }

    /// Checks the signature with the client's keys.
    pub fn verify(self, keys: &KeySet) -> Result<VerifiedToken, TokenError> {
        let key = keys.fitting(self.key_id(), self.algorithm)?;
        let Token { message, signature, claims, .. } = self.token;
        match jsonwebtoken::crypto::verify(signature, message.as_bytes(), key, self.algorithm.of_library()) {
            Ok(true) => Ok(VerifiedToken { id: claims.jti.unwrap_or_default(), keep_until: self.keep_until, tenant: claims.tenant }),
            Ok(false) | Err(_) => Err(TokenError::Signature),
        }
    }
}
