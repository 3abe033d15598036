//! The client assertion that the engine sends for a token: a JWT of its own (SMART App Launch 2.2, "Asymmetric authentication"; RFC 7523, 2.2 and 3).

use super::signing_key::{SigningKey, SigningKeyError};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::fmt;

/// What `client_assertion_type` is.
pub const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long an assertion may be used. SMART allows five minutes at most.
const LIFETIME: SignedDuration = SignedDuration::from_mins(4);

/// What a client assertion says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Assertion<'a> {
    /// The engine's client id at the authorization server.
    pub client_id: &'a str,
    /// The token endpoint, to the letter: an assertion for one is worth nothing at another.
    pub token_url: &'a str,
    /// `jti`: unique to this assertion.
    pub id: &'a str,
    /// Now.
    pub now: Timestamp,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: &'a str,
    iat: i64,
    exp: i64,
}

impl Assertion<'_> {
    /// The assertion, signed.
    pub fn sign(&self, key: &SigningKey) -> Result<String, SigningKeyError> {
        let iat = self.now.as_second();
        let claims = Claims {
            iss: self.client_id,
            sub: self.client_id,
            aud: self.token_url,
            jti: self.id,
            iat,
            exp: iat.saturating_add(LIFETIME.as_secs()),
        };
        key.sign(&claims)
    }
}

impl fmt::Debug for Assertion<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Assertion({} for {})", self.client_id, self.token_url)
    }
}

#[cfg(test)]
mod tests {
    use super::super::key_set;
    use super::*;
    use crate::client::Algorithm;
    use jsonwebtoken::{DecodingKey, Validation, jwk::JwkSet};
    use serde_json::Value;

    /// Made for these tests alone.
    fn pem() -> String {
        use aws_lc_rs::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair};
        use base64::{Engine, engine::general_purpose::STANDARD};
        let pair = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_FIXED_SIGNING).unwrap();
        let der = pair.to_pkcs8v1().unwrap();
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der.as_ref()))
    }

    #[test]
    fn it_is_signed_as_the_published_key_says_and_is_for_one_endpoint() {
        let key = SigningKey::from_pem(pem().as_bytes(), Algorithm::Es384).unwrap();
        let now = Timestamp::now();
        let assertion = Assertion { client_id: "cds", token_url: "https://auth.example.org/token", id: "1", now };
        let text = assertion.sign(&key).unwrap();
        let set: JwkSet = serde_json::from_str(&key_set([&key, &key])).unwrap();
        assert_eq!(set.keys.len(), 1);
        let header = jsonwebtoken::decode_header(&text).unwrap();
        assert_eq!((header.kid.as_deref(), header.typ.as_deref()), (Some(key.id()), Some("JWT")));
        let mut validation = Validation::new(jsonwebtoken::Algorithm::ES384);
        validation.set_audience(&["https://auth.example.org/token"]);
        let found = jsonwebtoken::decode::<Value>(&text, &DecodingKey::from_jwk(&set.keys[0]).unwrap(), &validation).unwrap().claims;
        assert_eq!((&found["iss"], &found["sub"], &found["jti"]), (&"cds".into(), &"cds".into(), &"1".into()));
        assert!(found["exp"].as_i64().unwrap() - found["iat"].as_i64().unwrap() <= 300);
    }

    #[test]
    fn nothing_of_the_private_key_is_published_or_shown() {
        let pem = pem();
        let key = SigningKey::from_pem(pem.as_bytes(), Algorithm::Es384).unwrap();
        let set: Value = serde_json::from_str(&key_set([&key])).unwrap();
        assert!(set["keys"][0].get("d").is_none() && set["keys"][0]["use"] == "sig" && set["keys"][0]["alg"] == "ES384", "{set}");
        let line = pem.lines().nth(1).unwrap();
        assert!(!format!("{key:?}").contains(line));
    }

    #[test]
    fn what_is_no_key_of_the_algorithm_is_refused() {
        for (text, algorithm) in
            [(String::new(), Algorithm::Es384), (pem(), Algorithm::Rs384), (pem(), Algorithm::Es256), ("x".to_owned(), Algorithm::Rs384)]
        {
            assert!(SigningKey::from_pem(text.as_bytes(), algorithm).is_err(), "{algorithm}");
        }
    }
}
