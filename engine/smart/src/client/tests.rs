//! A client's tokens: what passes, and the one check that refuses each of the others.

use super::{Algorithm, CheckedToken, KeyError, KeyKind, KeySet, KeySetError, Token, TokenError, TokenPart, TokenPolicy, VerifiedToken};
use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;

const URL: &str = "https://cds.example.org/cds-services/labs";
const NOW: i64 = 1_800_000_000;

static P384: LazyLock<EcdsaKeyPair> = LazyLock::new(|| EcdsaKeyPair::generate(&signature::ECDSA_P384_SHA384_FIXED_SIGNING).unwrap());
static P256: LazyLock<EcdsaKeyPair> = LazyLock::new(|| EcdsaKeyPair::generate(&signature::ECDSA_P256_SHA256_FIXED_SIGNING).unwrap());
static ED25519: LazyLock<Ed25519KeyPair> = LazyLock::new(|| Ed25519KeyPair::generate().unwrap());
static RSA: LazyLock<RsaKeyPair> = LazyLock::new(|| RsaKeyPair::generate(KeySize::Rsa2048).unwrap());

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn ec_key(id: &str, curve: &str, pair: &EcdsaKeyPair) -> Value {
    let (x, y) = pair.public_key().as_ref()[1..].split_at((pair.public_key().as_ref().len() - 1) / 2);
    json!({ "kty": "EC", "crv": curve, "kid": id, "x": encode(x), "y": encode(y) })
}

fn rsa_key(id: &str) -> Value {
    let parts = signature::RsaPublicKeyComponents::<Vec<u8>>::from(RSA.public_key());
    json!({ "kty": "RSA", "kid": id, "use": "sig", "n": encode(parts.n), "e": encode(parts.e) })
}

/// The client's keys; those from `weak` on can't be used.
fn written_keys() -> Value {
    let with = |mut key: Value, name: &str, value: Value| {
        key[name] = value;
        key
    };
    json!({ "keys": [
        ec_key("p384", "P-384", &P384),
        ec_key("p256", "P-256", &P256),
        rsa_key("rsa"),
        { "kty": "OKP", "crv": "Ed25519", "kid": "ed", "x": encode(ED25519.public_key()) },
        with(rsa_key("rsa-pss"), "alg", json!("PS384")),
        with(ec_key("operations", "P-384", &P384), "key_ops", json!(["verify"])),
        { "kty": "RSA", "kid": "weak", "n": encode([0xff; 128]), "e": "AQAB" },
        with(ec_key("encryption", "P-384", &P384), "use", json!("enc")),
        with(ec_key("signing", "P-384", &P384), "key_ops", json!(["sign"])),
        with(ec_key("private", "P-384", &P384), "d", json!("c2VjcmV0")),
        { "kty": "oct", "kid": "symmetric", "k": "c2VjcmV0" },
        { "kty": "EC", "crv": "P-384", "kid": "short", "x": "AAAA", "y": "AAAA" },
        { "kty": "EC", "crv": "secp256k1", "kid": "curve", "x": "AAAA", "y": "AAAA" },
        "not even a key",
        { "kty": "RSA", "kid": 7 }
    ] })
}

fn keys() -> KeySet {
    KeySet::parse(written_keys().to_string().as_bytes()).unwrap()
}

fn policy() -> TokenPolicy {
    TokenPolicy {
        key_url: Some("https://ehr.example.org/jwks.json".to_owned()),
        algorithms: Algorithm::ALL.to_vec(),
        leeway: SignedDuration::from_secs(30),
        lifetime: SignedDuration::from_hours(1),
    }
}

fn header(algorithm: &str, key: &str) -> Value {
    json!({ "alg": algorithm, "typ": "JWT", "kid": key })
}

fn claims() -> Value {
    json!({ "iss": "https://ehr.example.org", "aud": URL, "iat": NOW, "exp": NOW + 300, "jti": "1", "tenant": "west" })
}

/// A value with a member changed; `null` takes it away.
fn changed(mut object: Value, name: &str, value: Value) -> Value {
    match value {
        Value::Null => drop(object.as_object_mut().unwrap().remove(name)),
        value => object[name] = value,
    }
    object
}

fn sign_with(algorithm: &str, message: &[u8]) -> Vec<u8> {
    let random = SystemRandom::new();
    let rsa = |padding: &'static dyn signature::RsaEncoding| {
        let mut signature = vec![0; RSA.public_modulus_len()];
        RSA.sign(padding, &random, message, &mut signature).unwrap();
        signature
    };
    match algorithm {
        "ES256" => P256.sign(&random, message).unwrap().as_ref().to_vec(),
        "EdDSA" => ED25519.sign(message).as_ref().to_vec(),
        "RS256" => rsa(&signature::RSA_PKCS1_SHA256),
        "RS384" => rsa(&signature::RSA_PKCS1_SHA384),
        "RS512" => rsa(&signature::RSA_PKCS1_SHA512),
        "PS256" => rsa(&signature::RSA_PSS_SHA256),
        "PS384" => rsa(&signature::RSA_PSS_SHA384),
        "PS512" => rsa(&signature::RSA_PSS_SHA512),
        _ => P384.sign(&random, message).unwrap().as_ref().to_vec(),
    }
}

fn signed(header: &Value, claims: &Value) -> String {
    let message = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
    let signature = sign_with(header["alg"].as_str().unwrap_or("ES384"), message.as_bytes());
    format!("{message}.{}", encode(signature))
}

fn check(token: &str) -> Result<CheckedToken<'_>, TokenError> {
    Token::read(token)?.check(&policy(), URL, Timestamp::from_second(NOW).unwrap())
}

fn verify(token: &str) -> Result<VerifiedToken, TokenError> {
    check(token)?.verify(&keys())
}

fn with_header(name: &str, value: Value) -> Result<VerifiedToken, TokenError> {
    verify(&signed(&changed(header("ES384", "p384"), name, value), &claims()))
}

fn with_claim(name: &str, value: Value) -> Result<VerifiedToken, TokenError> {
    verify(&signed(&header("ES384", "p384"), &changed(claims(), name, value)))
}

fn name(result: Result<VerifiedToken, TokenError>) -> &'static str {
    result.map_or_else(|error| error.name(), |_| "passed")
}

#[test]
fn a_token_by_each_algorithm_passes() {
    for (algorithm, key) in [
        ("ES384", "p384"),
        ("ES384", "operations"),
        ("ES256", "p256"),
        ("EdDSA", "ed"),
        ("RS256", "rsa"),
        ("RS384", "rsa"),
        ("RS512", "rsa"),
        ("PS256", "rsa"),
        ("PS384", "rsa-pss"),
        ("PS512", "rsa"),
    ] {
        let verified = verify(&signed(&header(algorithm, key), &claims()));
        let verified = verified.unwrap_or_else(|error| panic!("{algorithm}: {error}"));
        assert_eq!((verified.id.as_str(), verified.tenant.as_deref()), ("1", Some("west")), "{algorithm}");
        assert_eq!(verified.keep_until.as_second(), NOW + 300 + 30 + 60);
    }
}

#[test]
fn the_algorithm_is_one_that_the_client_may_use() {
    for algorithm in ["none", "None", "HS256", "HS384", "HS512", "es384", "ES512", "ES384 ", ""] {
        assert_eq!(name(with_header("alg", json!(algorithm))), "alg", "{algorithm}");
    }
    let only = TokenPolicy { algorithms: Algorithm::RECOMMENDED.to_vec(), ..policy() };
    let token = signed(&header("RS256", "rsa"), &claims());
    let error = Token::read(&token).unwrap().check(&only, URL, Timestamp::from_second(NOW).unwrap()).unwrap_err();
    assert_eq!(error.name(), "alg");
}

#[test]
fn the_key_is_one_for_the_algorithm() {
    let by = |algorithm: &str, key: &str| verify(&signed(&header(algorithm, key), &claims())).unwrap_err();
    assert_eq!(by("ES384", "p256"), TokenError::KeyKind { algorithm: Algorithm::Es384, key: KeyKind::P256 });
    assert_eq!(by("ES256", "p384"), TokenError::KeyKind { algorithm: Algorithm::Es256, key: KeyKind::P384 });
    assert_eq!(by("RS384", "p384"), TokenError::KeyKind { algorithm: Algorithm::Rs384, key: KeyKind::P384 });
    assert_eq!(by("EdDSA", "rsa"), TokenError::KeyKind { algorithm: Algorithm::EdDsa, key: KeyKind::Rsa });
    assert_eq!(by("RS384", "rsa-pss"), TokenError::KeyAlgorithm { algorithm: Algorithm::Rs384 });
    for (key, fault) in [
        ("weak", KeyError::Weak { bits: 1024 }),
        ("encryption", KeyError::Use),
        ("signing", KeyError::Use),
        ("private", KeyError::Private),
        ("symmetric", KeyError::Kind),
        ("curve", KeyError::Kind),
        ("short", KeyError::Malformed),
    ] {
        assert_eq!(by("ES384", key), TokenError::Key(fault), "{key}");
    }
    for key in ["other", "../../etc/passwd", "x' OR '1'='1", "P384", "7"] {
        assert_eq!(by("ES384", key).name(), "kid", "{key}");
    }
}

#[test]
fn keys_that_share_an_id_differ_by_kind() {
    let set = json!({ "keys": [ec_key("one", "P-256", &P256), ec_key("one", "P-384", &P384)] });
    let set = KeySet::parse(set.to_string().as_bytes()).unwrap();
    for algorithm in ["ES256", "ES384"] {
        assert!(check(&signed(&header(algorithm, "one"), &claims())).unwrap().verify(&set).is_ok(), "{algorithm}");
    }
}

#[test]
fn header_and_claims_are_all_there() {
    for missing in ["alg", "typ", "kid"] {
        assert_eq!(with_header(missing, Value::Null), Err(TokenError::Missing { name: missing }));
    }
    for missing in ["aud", "exp", "iat", "jti"] {
        assert_eq!(with_claim(missing, Value::Null), Err(TokenError::Missing { name: missing }));
    }
    let anonymous = signed(&header("ES384", "p384"), &changed(claims(), "iss", Value::Null));
    assert_eq!(Token::read(&anonymous).unwrap().issuer(), Err(TokenError::Missing { name: "iss" }));
    assert_eq!(with_claim("jti", json!("")), Err(TokenError::Missing { name: "jti" }));
    assert_eq!(name(with_claim("jti", json!("x".repeat(513)))), "too-long");
    assert_eq!(name(with_header("kid", json!("x".repeat(513)))), "too-long");
    assert_eq!(name(with_claim("tenant", Value::Null)), "passed");
}

#[test]
fn what_the_engine_does_not_have_is_not_passed_over() {
    for extensions in [json!(["b64"]), json!([]), json!("exp")] {
        assert_eq!(with_header("crit", extensions), Err(TokenError::Critical));
    }
    assert_eq!(name(with_header("typ", json!("at+jwt"))), "typ");
    assert_eq!(name(with_header("typ", json!("jwt"))), "passed");
}

#[test]
fn a_key_that_the_token_brings_along_is_worth_nothing() {
    let own = ec_key("mine", "P-384", &P384);
    let token = signed(&changed(header("ES384", "mine"), "jwk", own), &claims());
    assert_eq!(name(verify(&token)), "kid");
}

#[test]
fn jku_is_what_was_agreed_or_absent() {
    assert_eq!(name(with_header("jku", json!("https://ehr.example.org/jwks.json"))), "passed");
    for other in [
        "https://evil.example/jwks.json",
        "https://ehr.example.org.evil.example/jwks.json",
        "https://ehr.example.org@evil.example/jwks.json",
        "https://ehr.example.org/jwks.json?x",
        "https://EHR.example.org/jwks.json",
        "",
    ] {
        assert_eq!(name(with_header("jku", json!(other))), "jku", "{other}");
    }
}

#[test]
fn times_hold_with_a_little_leeway() {
    let timed = |iat: i64, exp: i64, nbf: Option<i64>| {
        let claims = changed(changed(claims(), "iat", json!(iat)), "exp", json!(exp));
        name(verify(&signed(&header("ES384", "p384"), &changed(claims, "nbf", json!(nbf)))))
    };
    assert_eq!(timed(NOW - 300, NOW - 29, None), "passed");
    assert_eq!(timed(NOW - 300, NOW - 30, None), "exp");
    assert_eq!(timed(NOW + 30, NOW + 300, None), "passed");
    assert_eq!(timed(NOW + 31, NOW + 300, None), "iat");
    assert_eq!(timed(NOW, NOW + 300, Some(NOW + 30)), "passed");
    assert_eq!(timed(NOW, NOW + 300, Some(NOW + 31)), "nbf");
    assert_eq!(timed(NOW, NOW + 3600, None), "passed");
    assert_eq!(timed(NOW, NOW + 3601, None), "lifetime");
    assert_eq!(timed(NOW, NOW + 365 * 86_400, None), "lifetime");
    assert_eq!(timed(NOW, NOW, None), "lifetime");
    assert_eq!(timed(NOW, i64::MAX, None), "malformed-claims");
    assert_eq!(name(with_claim("exp", json!(NOW as f64 + 300.5))), "passed");
    for odd in [json!("1800000300"), json!(1e300), json!([NOW + 300]), json!(true)] {
        assert_eq!(name(with_claim("exp", odd.clone())), "malformed-claims", "{odd}");
    }
}

#[test]
fn the_audience_is_the_url_called_to_the_letter() {
    assert_eq!(name(with_claim("aud", json!([URL]))), "passed");
    assert_eq!(name(with_claim("aud", json!(["https://other.example.org", URL]))), "passed");
    for other in [
        "https://cds.example.org/cds-services/other",
        "https://cds.example.org/cds-services",
        "https://cds.example.org/cds-services/labs/",
        "https://cds.example.org/cds-services/labs?x",
        "https://cds.example.org/cds-services/x/../labs",
        "https://cds.example.org:443/cds-services/labs",
        "http://cds.example.org/cds-services/labs",
        "https://cds.example.org./cds-services/labs",
        "https://cds.example.org.evil.example/cds-services/labs",
        "",
    ] {
        assert_eq!(name(with_claim("aud", json!(other))), "aud", "{other}");
    }
    assert_eq!(name(with_claim("aud", json!([]))), "aud");
    assert_eq!(name(with_claim("aud", json!({ "0": URL }))), "malformed-claims");
}

#[test]
fn what_is_no_token_is_refused() {
    let whole = signed(&header("ES384", "p384"), &claims());
    for text in ["", "abc", "a.b"] {
        assert!(matches!(verify(text), Err(TokenError::Malformed(_))), "{text}");
    }
    assert_eq!(verify(&format!("{whole}.{}", encode("more"))), Err(TokenError::Malformed(TokenPart::Claims)));
    assert_eq!(verify(&whole.replace('.', "..")), Err(TokenError::Malformed(TokenPart::Claims)));
    assert_eq!(verify(&format!("={whole}")), Err(TokenError::Malformed(TokenPart::Header)));
    assert_eq!(name(verify(&"x".repeat(8_193))), "token-too-large");
    for object in [r#"["ES384","JWT","p384",null]"#, "7", "", "null", r#"{"alg":"ES384","alg":"none"}"#, r#"{"alg":7}"#] {
        assert_eq!(verify(&format!("{}.{}.x", encode(object), encode("{}"))), Err(TokenError::Malformed(TokenPart::Header)), "{object}");
    }
    let twice = claims().to_string().replacen('{', r#"{"exp":1,"#, 1);
    let message = format!("{}.{}", encode(header("ES384", "p384").to_string()), encode(twice));
    assert_eq!(verify(&format!("{message}.x")), Err(TokenError::Malformed(TokenPart::Claims)));
    let unsigned = whole.rsplit_once('.').unwrap().0;
    assert_eq!(verify(&format!("{unsigned}.")), Err(TokenError::Signature));
}

#[test]
fn what_isnt_a_set_of_keys_is_an_error() {
    for text in ["", "[]", "{}", r#"{"keys":{}}"#, "<html>", r#"{"keys":[]"#] {
        assert_eq!(KeySet::parse(text.as_bytes()).unwrap_err(), KeySetError::NotASet, "{text}");
    }
    let many = |count: usize| json!({ "keys": vec![json!({ "kid": "x" }); count] }).to_string();
    assert!(KeySet::parse(many(100).as_bytes()).is_ok());
    assert_eq!(KeySet::parse(many(101).as_bytes()).unwrap_err(), KeySetError::TooManyKeys { found: 101 });
    assert_eq!(KeySet::parse(many(1_000_000).as_bytes()).unwrap_err(), KeySetError::TooLarge);
    assert_eq!(keys().usable(), 6);
}

#[test]
fn nothing_shows_a_token() {
    let token = signed(&header("ES384", "p384"), &claims());
    let read = Token::read(&token).unwrap();
    assert_eq!(format!("{read:?}"), "Token { .. }");
    let shown = format!("{:?}", read.check(&policy(), URL, Timestamp::from_second(NOW).unwrap()));
    assert!(!token.split('.').any(|part| shown.contains(part)), "{shown}");
}

#[test]
fn each_refusal_reads_well() {
    let messages: Vec<String> = [
        with_header("alg", json!("none")),
        with_header("jku", json!("https://evil.example/\nINFO: all is well")),
        with_claim("aud", json!(["https://cds.example.org/", "x"])),
        with_claim("exp", json!(NOW - 60)),
        with_claim("exp", json!(NOW + 86_400)),
        verify(&signed(&header("ES384", "weak"), &claims())),
        verify(&signed(&header("RS384", "p384"), &claims())),
    ]
    .into_iter()
    .map(|result| result.unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    `alg` is `none`, which is none of the client's `algorithms` in engine.yaml
    `jku` is `https://evil.example/\nINFO: all is well`, which is not the client's `jku` (or `jwks`) in engine.yaml
    `aud` is `https://cds.example.org/ x`, and `https://cds.example.org/cds-services/labs` was called; both must be the same, beginning with `baseUrl` of engine.yaml
    it expired at 2027-01-15T07:59:00Z (`exp`)
    it lasts 86400 seconds from `iat` to `exp`; expected 1 to 3600 (`lifetime` in engine.yaml)
    the key can't be used: it is an RSA key of 1024 bits; at least 2048 are needed
    `alg` is RS384, and the key is EC P-384
    ");
}

proptest! {
    #[test]
    fn a_token_with_any_byte_changed_is_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let token = signed(&header("ES384", "p384"), &claims());
        let mut bytes = token.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(text) = std::str::from_utf8(&bytes) && text != token {
            prop_assert!(verify(text).is_err(), "{at}: {byte}");
        }
    }

    #[test]
    fn no_text_at_all_does_harm(text in "\\PC{0,200}") {
        prop_assert!(verify(&text).is_err());
    }

    #[test]
    fn no_claims_pass_without_the_key(issuer in "\\PC{0,20}", issued in any::<i64>(), lasts in any::<i32>()) {
        let claims = json!({ "iss": issuer, "aud": URL, "iat": issued, "exp": issued.saturating_add(lasts.into()), "jti": "1" });
        let message = format!("{}.{}", encode(header("ES384", "p384").to_string()), encode(claims.to_string()));
        let token = format!("{message}.{}", encode([0; 96]));
        prop_assert!(verify(&token).is_err());
    }
}
