//! Tokens that are forged, stale or for something else: each is refused by the check that is there for it, as the log names it, and whoever sent it is
//! told nothing but that it was refused.

use super::{
    ehr::{Engine, call},
    keys::{self, Signer, encode},
    token::{BASE, LABS, Token, now},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is sent as `Authorization`, and the check that refuses it, with what the log says besides.
type Case = (&'static str, Vec<String>, &'static str, &'static str);

fn bearer(name: &'static str, token: impl Into<String>, check: &'static str, logged: &'static str) -> Case {
    (name, vec![format!("Bearer {}", token.into())], check, logged)
}

fn token(name: &'static str, token: Token, check: &'static str, logged: &'static str) -> Case {
    bearer(name, token.text(), check, logged)
}

fn headers() -> Vec<Case> {
    let good = || format!("Bearer {}", Token::new().text());
    vec![
        ("no header", vec![], "no-token", ""),
        ("two headers", vec![good(), good()], "several-authorizations", ""),
        ("two headers, one of them not ours", vec!["Basic YTpi".to_owned(), good()], "several-authorizations", ""),
        ("a password", vec!["Basic YTpi".to_owned()], "not-bearer", ""),
        ("no scheme", vec![Token::new().text()], "not-bearer", ""),
        ("no token", vec!["Bearer".to_owned()], "not-bearer", ""),
        ("two tokens in one", vec![format!("{}, {}", good(), good())], "malformed-claims", ""),
    ]
}

fn forms() -> Vec<Case> {
    let good = Token::new();
    vec![
        bearer("a huge token", format!("{}.{}", "x".repeat(20_000), good.text()), "token-too-large", ""),
        token("huge claims", Token::new().claim("more", "x".repeat(9_000)), "token-too-large", ""),
        bearer("no JWT", "abc", "malformed-token", ""),
        bearer(
            "a header that is no base64",
            good.tampered(|[_, claims, signature]| ["%%%".to_owned(), claims, signature]),
            "malformed-header",
            "",
        ),
        bearer(
            "a header that is an array",
            good.with_header_text(|_| r#"["ES384","JWT","es384",null]"#.to_owned()),
            "malformed-header",
            "",
        ),
        bearer("two algorithms", good.with_header_text(|text| text.replacen('{', r#"{"alg":"none","#, 1)), "malformed-header", ""),
        bearer("claims that are no JSON", good.with_claims_text(|_| "iss".to_owned()), "malformed-claims", ""),
        bearer("two ends", good.with_claims_text(|text| text.replacen('{', r#"{"exp":9999999999,"#, 1)), "malformed-claims", ""),
        bearer("four parts", format!("{}.{}", good.text(), encode("more")), "malformed-claims", ""),
        token("an extension", Token::new().header("crit", json!(["exp"])).header("exp", 1), "crit", ""),
        token("no type", Token::new().header("typ", Value::Null), "missing", "`typ` is missing"),
        token("another type", Token::new().header("typ", "at+jwt"), "typ", "`at+jwt`"),
    ]
}

fn algorithms() -> Vec<Case> {
    vec![
        token("none", Token::new().header("alg", "none").by(Signer::Nobody), "alg", "`none`"),
        token("none in other letters", Token::new().header("alg", "nOnE").by(Signer::Nobody), "alg", "`nOnE`"),
        token("HMAC with the public key", Token::new().with("HS256", "rs384", Signer::PublicKeyAsSecret), "alg", "`HS256`"),
        token("HMAC with the symmetric key of the set", Token::new().with("HS256", "symmetric", Signer::Nobody), "alg", "`HS256`"),
        token("one that the client may not use", Token::new().with("RS256", "rs384", Signer::Rsa), "alg", "`RS256`"),
        token("one that the engine does not have", Token::new().header("alg", "ES512"), "alg", "`ES512`"),
        token("no algorithm", Token::new().header("alg", Value::Null), "missing", "`alg` is missing"),
    ]
}

fn named_keys() -> Vec<Case> {
    vec![
        token("a P-256 key under ES384", Token::new().with("ES384", "es256", Signer::P256), "key-kind", "EC P-256"),
        token("a P-384 key under ES256", Token::new().with("ES256", "es384", Signer::P384), "key-kind", "EC P-384"),
        token("an RSA key under ES384", Token::new().with("ES384", "rs384", Signer::Rsa), "key-kind", "RSA"),
        token("an EC key under RS384", Token::new().with("RS384", "es384", Signer::P384), "key-kind", "EC P-384"),
        token("a key for another algorithm", Token::new().with("RS384", "for-ps384", Signer::Rsa), "key-alg", ""),
        token("an RSA key too small", Token::new().with("RS384", "weak", Signer::Rsa), "unusable-key", "1024 bits"),
        token("a key for encryption", Token::new().header("kid", "for-encryption"), "unusable-key", "`use`"),
        token("a key for signing only", Token::new().header("kid", "for-signing"), "unusable-key", "`key_ops`"),
        token("a key that is no secret", Token::new().header("kid", "published"), "unusable-key", "private part"),
        token("a symmetric key", Token::new().header("kid", "symmetric"), "unusable-key", "`kty`"),
        token("a point off the curve", Token::new().header("kid", "nowhere"), "signature", ""),
        token("a key of another client", Token::new().header("kid", "general-1"), "kid", "`general-1`"),
        token("a path", Token::new().header("kid", "../../../etc/passwd"), "kid", "passwd"),
        token("SQL", Token::new().header("kid", "es384' OR '1'='1"), "kid", "OR"),
        token("another line for the log", Token::new().header("kid", "x\n2026-01-01 INFO all is well"), "kid", r"x\n2026"),
        token("other letters", Token::new().header("kid", "ES384"), "kid", "`ES384`"),
        token("no key", Token::new().header("kid", Value::Null), "missing", "`kid` is missing"),
        token("an empty key", Token::new().header("kid", ""), "missing", "`kid` is missing"),
        token("a long key", Token::new().header("kid", "x".repeat(600)), "too-long", "`kid`"),
        token("a key that the token brings", Token::new().header("jwk", keys::strangers_key()).by(Signer::Stranger), "signature", ""),
        token("a certificate that the token brings", Token::new().header("x5c", json!(["AAAA"])).by(Signer::Stranger), "signature", ""),
    ]
}

fn key_addresses() -> Vec<Case> {
    let at = |name: &'static str, url: &'static str| token(name, Token::new().header("jku", url).by(Signer::Stranger), "jku", url);
    vec![
        at("keys elsewhere", "https://evil.example/jwks.json"),
        at("a host that begins alike", "https://ehr.example.org.evil.example/jwks.json"),
        at("a host that ends alike", "https://evil-ehr.example.org/jwks.json"),
        at("a user that looks like a host", "https://ehr.example.org@evil.example/jwks.json"),
        at("not encrypted", "http://ehr.example.org/jwks.json"),
        at("another port", "https://ehr.example.org:8443/jwks.json"),
        at("a path that climbs", "https://ehr.example.org/jwks.json/../../evil.json"),
        at("this machine", "http://127.0.0.1/jwks.json"),
        at("a file", "file:///etc/passwd"),
    ]
}

fn times() -> Vec<Case> {
    let issued = |iat: i64, exp: i64| Token::new().claim("iat", iat).claim("exp", exp);
    vec![
        token("expired", issued(now() - 300, now() - 60), "exp", "it expired"),
        token("expired long ago", issued(0, 100), "exp", "1970"),
        token("not yet valid", Token::new().claim("nbf", now() + 120), "nbf", "not valid before"),
        token("from the future", issued(now() + 120, now() + 240), "iat", "compare the clocks"),
        token("valid for a year", issued(now(), now() + 365 * 86_400), "lifetime", "expected 1 to 300"),
        token("valid for ever", issued(0, now() + 200), "lifetime", ""),
        token("ended before it began", issued(now() + 20, now() + 10), "lifetime", ""),
        token("no end", Token::new().claim("exp", Value::Null), "missing", "`exp` is missing"),
        token("no beginning", Token::new().claim("iat", Value::Null), "missing", "`iat` is missing"),
        token("an end in words", Token::new().claim("exp", "never"), "malformed-claims", ""),
        token("an end beyond all calendars", Token::new().claim("exp", 1e300), "malformed-claims", ""),
    ]
}

fn audiences() -> Vec<Case> {
    let to = |name: &'static str, url: &str| token(name, Token::new().claim("aud", url), "aud", "was called");
    vec![
        to("another service", &format!("{BASE}/cds-services/vitals")),
        to("discovery", &format!("{BASE}/cds-services")),
        to("feedback", &format!("{BASE}{LABS}/feedback")),
        to("the engine as a whole", BASE),
        to("another host", &format!("https://other.example.org{LABS}")),
        to("a host that begins alike", &format!("{BASE}.evil.example{LABS}")),
        to("another port", &format!("{BASE}:8443{LABS}")),
        to("the port in words", &format!("{BASE}:443{LABS}")),
        to("another scheme", &format!("http://cds.example.org{LABS}")),
        to("a dot after the host", &format!("{BASE}.{LABS}")),
        to("dots in the path", &format!("{BASE}/cds-services/./labs")),
        to("a slash at the end", &format!("{BASE}{LABS}/")),
        to("a query", &format!("{BASE}{LABS}?x=1")),
        to("a user", &format!("https://me@cds.example.org{LABS}")),
        to("other letters", &format!("https://CDS.example.org{LABS}")),
        token("nobody", Token::new().claim("aud", json!([])), "aud", ""),
        token("several others", Token::new().claim("aud", json!(["a", "b"])), "aud", ""),
        token("no audience", Token::new().claim("aud", Value::Null), "missing", "`aud` is missing"),
        token("an audience that is an object", Token::new().claim("aud", json!({ "url": BASE })), "malformed-claims", ""),
    ]
}

fn issuers() -> Vec<Case> {
    vec![
        token("nobody", Token::new().claim("iss", "https://nobody.example.org"), "iss", "nobody.example.org"),
        token("almost the client", Token::new().claim("iss", "https://ehr.example.org/"), "iss", ""),
        token("another client", Token::new().claim("iss", "https://general.example.org"), "kid", "general"),
        token(
            "another client and its key",
            Token::new().claim("iss", "https://general.example.org").header("kid", "general-1"),
            "signature",
            "",
        ),
        token("no issuer", Token::new().claim("iss", Value::Null), "missing", "`iss` is missing"),
        token("no id", Token::new().claim("jti", Value::Null), "missing", "`jti` is missing"),
        token("an empty id", Token::new().claim("jti", ""), "missing", "`jti` is missing"),
        token("a long id", Token::new().claim("jti", "x".repeat(600)), "too-long", "`jti`"),
    ]
}

fn tampered() -> Vec<Case> {
    let good = Token::new();
    let other = Token::new();
    let other_signature = other.text().rsplit('.').next().unwrap_or_default().to_owned();
    let later = Token::new().claim("exp", now() + 250).tampered(|parts| parts);
    let claims_of = |text: &str| text.split('.').nth(1).unwrap_or_default().to_owned();
    vec![
        bearer("other claims", good.tampered(|[header, _, signature]| [header, claims_of(&later), signature]), "signature", ""),
        bearer(
            "another header",
            good.tampered(|[_, claims, signature]| [encode(r#"{"typ":"JWT","kid":"es384","alg":"ES384"}"#), claims, signature]),
            "signature",
            "",
        ),
        bearer(
            "a signature cut short",
            good.tampered(|[header, claims, signature]| [header, claims, signature[4..].to_owned()]),
            "signature",
            "",
        ),
        bearer("another's signature", good.tampered(move |[header, claims, _]| [header, claims, other_signature.clone()]), "signature", ""),
        bearer("a signature of zeros", good.tampered(|[header, claims, _]| [header, claims, encode([0; 96])]), "signature", ""),
        bearer("no signature", good.tampered(|[header, claims, _]| [header, claims, String::new()]), "signature", ""),
        token("a stranger's signature", Token::new().by(Signer::Stranger), "signature", ""),
        token("a signature in ASN.1", Token::new().header("kid", "es384-der").by(Signer::P384InDer), "signature", ""),
    ]
}

#[test]
fn each_is_refused_by_its_own_check_and_told_nothing() {
    let engine = Engine::start();
    let groups = [headers(), forms(), algorithms(), named_keys(), key_addresses(), times(), audiences(), issuers(), tampered()];
    let cases: Vec<Case> = groups.into_iter().flatten().collect();
    assert!(cases.len() >= 60, "{}", cases.len());
    let mut bodies = BTreeSet::new();
    for (name, authorizations, check, logged) in &cases {
        let place = engine.server.log().len();
        let sent: Vec<&str> = authorizations.iter().map(String::as_str).collect();
        let answer = engine.send(engine.posting(LABS, &call()), &sent);
        assert_eq!(answer.status, 401, "{name}: {answer:?}");
        let challenge = if *check == "no-token" { "Bearer" } else { "Bearer error=\"invalid_token\"" };
        assert_eq!(answer.challenge.as_deref(), Some(challenge), "{name}");
        let outcome: Value = serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{name}: {answer:?}"));
        assert_eq!((&outcome["resourceType"], &outcome["issue"][0]["code"]), (&json!("OperationOutcome"), &json!("login")), "{name}");
        engine.log_from(place, &["caller refused", &format!("check=\"{check}\""), logged]);
        bodies.insert(answer.body);
    }
    assert_eq!(bodies.len(), 1, "nobody can feel their way by what is answered: {bodies:?}");
    assert_eq!(engine.call(&call()).status, 200);
    engine.check_log();
}

#[test]
fn who_calls_is_asked_after_type_and_length_and_before_the_body_and_the_service() {
    let engine = Engine::start();
    let post = |content_type: &str, body: String, token: &str| {
        let request = engine.server.client().post(format!("{}{LABS}", engine.server.url)).header("content-type", content_type.to_owned());
        engine.send(request.body(body), &[&format!("Bearer {token}")]).status
    };
    let bad = Token::new().claim("exp", 1).text();
    assert_eq!(post("text/plain", "x".to_owned(), &bad), 415);
    assert_eq!(post("application/json", "x".repeat(10_000_001), &bad), 413);
    assert_eq!(post("application/json", "{".to_owned(), &bad), 401);
    assert_eq!(post("application/json", "{".to_owned(), &Token::new().text()), 400);
    let nowhere = "/cds-services/nowhere";
    assert_eq!(engine.post(nowhere, &bad, &call()).status, 401);
    assert_eq!(engine.post(nowhere, &Token::to(nowhere).text(), &call()).status, 404);
}

#[test]
fn every_endpoint_of_a_client_asks() {
    let engine = Engine::start();
    let url = &engine.server.url;
    for request in [
        engine.server.client().get(format!("{url}/cds-services")),
        engine.server.client().head(format!("{url}/cds-services")),
        engine.posting(LABS, &call()),
        engine.posting(&format!("{LABS}/feedback"), &json!({})),
    ] {
        assert_eq!(engine.send(request, &[]).status, 401);
    }
    // A token for one is not accepted for another.
    assert_eq!(engine.get("/cds-services", &Token::to(LABS).text()).status, 401);
    assert_eq!(engine.post(LABS, &Token::to("/cds-services").text(), &call()).status, 401);
}
