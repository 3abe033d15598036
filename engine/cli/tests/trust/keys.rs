//! An EHR's keys, made for the run: their private halves, and the JWK sets that publish the others.

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    hmac,
    rand::SystemRandom,
    rsa::KeySize,
    signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair, RsaPublicKeyComponents},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// What a token is signed with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Signer {
    P384,
    P256,
    Rsa,
    Ed25519,
    /// A P-384 key of someone else.
    Stranger,
    /// The same signature as `P384`, in ASN.1 as certificates have it.
    P384InDer,
    /// HMAC, its secret the RSA key as everybody can read it.
    PublicKeyAsSecret,
    /// The signature is empty.
    Nobody,
}

static P384: LazyLock<EcdsaKeyPair> = LazyLock::new(|| ec(&signature::ECDSA_P384_SHA384_FIXED_SIGNING));
static P256: LazyLock<EcdsaKeyPair> = LazyLock::new(|| ec(&signature::ECDSA_P256_SHA256_FIXED_SIGNING));
static STRANGER: LazyLock<EcdsaKeyPair> = LazyLock::new(|| ec(&signature::ECDSA_P384_SHA384_FIXED_SIGNING));
static OTHER: LazyLock<EcdsaKeyPair> = LazyLock::new(|| ec(&signature::ECDSA_P384_SHA384_FIXED_SIGNING));
static IN_DER: LazyLock<EcdsaKeyPair> = LazyLock::new(|| ec(&signature::ECDSA_P384_SHA384_ASN1_SIGNING));
static RSA: LazyLock<RsaKeyPair> = LazyLock::new(|| RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"));
static ED25519: LazyLock<Ed25519KeyPair> = LazyLock::new(|| Ed25519KeyPair::generate().expect("a key"));

fn ec(algorithm: &'static signature::EcdsaSigningAlgorithm) -> EcdsaKeyPair {
    EcdsaKeyPair::generate(algorithm).expect("a key")
}

pub(super) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Signer {
    pub(super) fn sign(self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        let ec = |pair: &EcdsaKeyPair| pair.sign(&random, message).expect("a signature").as_ref().to_vec();
        match self {
            Signer::P384 => ec(&P384),
            Signer::P256 => ec(&P256),
            Signer::Stranger => ec(&STRANGER),
            Signer::P384InDer => ec(&IN_DER),
            Signer::Ed25519 => ED25519.sign(message).as_ref().to_vec(),
            Signer::Nobody => Vec::new(),
            Signer::Rsa => {
                let mut signature = vec![0; RSA.public_modulus_len()];
                RSA.sign(&signature::RSA_PKCS1_SHA384, &random, message, &mut signature).expect("a signature");
                signature
            }
            Signer::PublicKeyAsSecret => {
                let public: PublicKeyX509Der<'_> = RSA.public_key().as_der().expect("the key");
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, public.as_ref()), message).as_ref().to_vec()
            }
        }
    }
}

fn ec_key(id: &str, curve: &str, pair: &EcdsaKeyPair) -> Value {
    let point = &pair.public_key().as_ref()[1..];
    let (x, y) = point.split_at(point.len() / 2);
    json!({ "kty": "EC", "crv": curve, "kid": id, "use": "sig", "x": encode(x), "y": encode(y) })
}

fn rsa_key(id: &str) -> Value {
    let parts = RsaPublicKeyComponents::<Vec<u8>>::from(RSA.public_key());
    json!({ "kty": "RSA", "kid": id, "n": encode(parts.n), "e": encode(parts.e) })
}

fn with(mut key: Value, name: &str, value: Value) -> Value {
    key[name] = value;
    key
}

/// The key of someone else, for a token to bring along.
pub(super) fn strangers_key() -> Value {
    ec_key("es384", "P-384", &STRANGER)
}

/// The keys of the client in whose name most is sent. All signs with the first of a kind; the others are there to be named.
pub(super) fn of_st_elsewhere() -> Value {
    json!({ "keys": [
        ec_key("es384", "P-384", &P384),
        ec_key("es384-der", "P-384", &IN_DER),
        ec_key("es256", "P-256", &P256),
        rsa_key("rs384"),
        { "kty": "OKP", "crv": "Ed25519", "kid": "eddsa", "x": encode(ED25519.public_key()) },
        with(rsa_key("for-ps384"), "alg", json!("PS384")),
        with(ec_key("for-encryption", "P-384", &P384), "use", json!("enc")),
        with(with(ec_key("for-signing", "P-384", &P384), "use", json!("sig")), "key_ops", json!(["sign"])),
        with(ec_key("published", "P-384", &P384), "d", json!(encode([1; 48]))),
        { "kty": "RSA", "kid": "weak", "n": encode([0xd3; 128]), "e": "AQAB" },
        { "kty": "oct", "kid": "symmetric", "k": encode("secret") },
        { "kty": "EC", "crv": "P-384", "kid": "nowhere", "x": encode([1; 48]), "y": encode([1; 48]) }
    ] })
}

/// The keys of another client.
pub(super) fn of_general() -> Value {
    json!({ "keys": [ec_key("general-1", "P-384", &OTHER)] })
}
