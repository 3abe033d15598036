//! A token as an EHR makes it, and with whatever changed.

use super::keys::{Signer, encode};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Where the engine is reached, as its settings have it.
pub(super) const BASE: &str = "https://cds.example.org";
/// The service that is called.
pub(super) const LABS: &str = "/cds-services/labs";

/// A token to be signed.
#[derive(Clone, Debug)]
pub(super) struct Token {
    header: Value,
    claims: Value,
    signer: Signer,
}

/// Now, in seconds since 1970.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

impl Token {
    /// A good one, for a path.
    pub(super) fn to(path: &str) -> Token {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let id = format!("token-{}", MADE.fetch_add(1, Ordering::Relaxed));
        Token {
            header: json!({ "alg": "ES384", "typ": "JWT", "kid": "es384" }),
            claims: json!({ "iss": "https://ehr.example.org", "aud": format!("{BASE}{path}"), "iat": now(), "exp": now() + 200, "jti": id }),
            signer: Signer::P384,
        }
    }

    /// A good one, for the service.
    pub(super) fn new() -> Token {
        Token::to(LABS)
    }

    /// With another member in its header; `null` takes it away.
    pub(super) fn header(mut self, name: &str, value: impl Into<Value>) -> Token {
        set(&mut self.header, name, value.into());
        self
    }

    /// With another claim; `null` takes it away.
    pub(super) fn claim(mut self, name: &str, value: impl Into<Value>) -> Token {
        set(&mut self.claims, name, value.into());
        self
    }

    /// Signed otherwise.
    pub(super) fn by(mut self, signer: Signer) -> Token {
        self.signer = signer;
        self
    }

    /// Signed by an algorithm and a key's id.
    pub(super) fn with(self, algorithm: &str, key: &str, signer: Signer) -> Token {
        self.header("alg", algorithm).header("kid", key).by(signer)
    }

    /// As it is sent.
    pub(super) fn text(&self) -> String {
        signed(&self.header.to_string(), &self.claims.to_string(), self.signer)
    }

    /// Its claims as JSON, with a text put before the first member.
    pub(super) fn with_claims_text(&self, change: impl Fn(String) -> String) -> String {
        signed(&self.header.to_string(), &change(self.claims.to_string()), self.signer)
    }

    /// Its header as JSON, changed as text.
    pub(super) fn with_header_text(&self, change: impl Fn(String) -> String) -> String {
        signed(&change(self.header.to_string()), &self.claims.to_string(), self.signer)
    }

    /// Its three parts, signed and then changed.
    pub(super) fn tampered(&self, change: impl Fn([String; 3]) -> [String; 3]) -> String {
        let text = self.text();
        let mut parts = text.splitn(3, '.').map(str::to_owned);
        change([(); 3].map(|()| parts.next().unwrap_or_default())).join(".")
    }
}

fn set(object: &mut Value, name: &str, value: Value) {
    match value {
        Value::Null => drop(object.as_object_mut().expect("an object").remove(name)),
        value => object[name] = value,
    }
}

fn signed(header: &str, claims: &str, signer: Signer) -> String {
    let message = format!("{}.{}", encode(header), encode(claims));
    format!("{message}.{}", encode(signer.sign(message.as_bytes())))
}
