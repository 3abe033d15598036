//! What an EHR that is set up is answered, and what needs no token.

use super::{
    ehr::{Engine, call},
    keys::Signer,
    token::{LABS, Token},
};
use engine_tests::{Folder, printed, run_in};
use serde_json::json;
use std::net::TcpListener;

#[test]
fn a_token_by_each_algorithm_opens_each_endpoint() {
    let engine = Engine::start();
    for (algorithm, key, signer) in [
        ("ES384", "es384", Signer::P384),
        ("ES256", "es256", Signer::P256),
        ("RS384", "rs384", Signer::Rsa),
        ("EdDSA", "eddsa", Signer::Ed25519),
    ] {
        let token = |path: &str| Token::to(path).with(algorithm, key, signer).text();
        let answer = engine.post(LABS, &token(LABS), &call());
        assert_eq!(answer.status, 200, "{algorithm}: {answer:?}");
        assert!(answer.body.contains("Labs: 1"), "{answer:?}");
        let feedback = json!({ "feedback": [{
            "card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "overridden", "outcomeTimestamp": "2026-01-15T10:05:31Z"
        }] });
        let path = format!("{LABS}/feedback");
        assert_eq!(engine.post(&path, &token(&path), &feedback).status, 200);
        let listed = engine.get("/cds-services", &token("/cds-services"));
        assert!(listed.status == 200 && listed.body.contains(r#""id":"labs""#), "{listed:?}");
    }
    engine.check_log();
}

#[test]
fn what_a_token_may_say_besides_is_no_matter() {
    let engine = Engine::start();
    for token in [
        Token::new().header("jku", "https://ehr.example.org/jwks.json"),
        Token::new().header("typ", "jwt"),
        Token::new().claim("aud", json!(["https://other.example.org", "https://cds.example.org/cds-services/labs"])),
        Token::new().claim("tenant", "west").claim("sub", "https://ehr.example.org"),
        Token::new().claim("nbf", super::token::now()),
    ] {
        let answer = engine.post(LABS, &token.text(), &call());
        assert_eq!(answer.status, 200, "{token:?}: {answer:?}");
    }
    // What is asked after a `?` is not part of the URL that a token is for.
    assert_eq!(engine.post(&format!("{LABS}?x=1"), &Token::new().text(), &call()).status, 200);
}

#[test]
fn health_and_metrics_need_no_token_and_tell_nobody_what_is_wrong_with_the_rules() {
    let engine = Engine::start();
    for path in ["/health/live", "/health/ready", "/metrics"] {
        assert_eq!(engine.server.get(path).0, 200, "{path}");
    }
    engine.folder.write("rules/labs.yaml", "id: labs\nhook: patient-veiw\n");
    engine.server.wait_until("the failure is reported", |server| server.get("/health/ready").1["lastReload"] == "failed");
    assert!(engine.server.get("/health/ready").1.get("problems").is_none());
    engine.log_from(0, &["labs.yaml:2:7:", "no hook is named"]);
}

#[test]
fn refused_tokens_are_counted_by_check() {
    let engine = Engine::start();
    assert_eq!(engine.post(LABS, &Token::new().claim("exp", 1).text(), &call()).status, 401);
    let metrics = engine.server.get("/metrics").1.to_string();
    assert!(metrics.contains(r#"engine_client_tokens_refused_total{check=\"exp\"} 1"#), "{metrics}");
}

#[test]
fn with_clients_it_listens_where_they_can_reach_it_and_warns_that_nothing_is_encrypted() {
    let engine = Engine::start();
    let log = engine.server.log().join("\n");
    assert!(log.contains("Answering st-elsewhere (https://ehr.example.org)"), "{log}");
    // On a port that is taken, so that it comes as far as listening and no further.
    let taken = TcpListener::bind("0.0.0.0:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let (_, stderr, code) = printed(&run_in(engine.folder.path(), &["serve", "--config", "engine.yaml", "--listen", &address]));
    assert!(code == 2 && stderr.contains("not encrypted") && stderr.contains("can't listen"), "{stderr}");
}

#[test]
fn clients_that_cannot_be_told_apart_or_checked_are_told_at_the_start() {
    let client = "name: a, issuer: https://ehr.example.org, jwks: keys.json";
    for (settings, what) in [
        (format!("clients: [{{ {client} }}]"), "engine.yaml: `clients` needs `baseUrl`"),
        (format!("baseUrl: https://cds.example.org\nclients: [{{ {client} }}, {{ {client} }}]"), "two clients have the name `a`"),
        (
            format!("baseUrl: https://cds.example.org\nclients: [{{ {client}, algorithms: [HS256] }}]"),
            "engine.yaml:2:85: `HS256` is not one of ES256, ES384",
        ),
        (
            format!("baseUrl: https://cds.example.org\nclients: [{{ {client}, fhirServers: ['http://ehr.example.org'] }}]"),
            "`http://ehr.example.org` is not a FHIR server's base URL",
        ),
        (format!("baseUrl: https://cds.example.org\nclients: [{{ {client}, backend: {{}} }}]"), "missing field `services`"),
    ] {
        let folder = Folder::with(&[("engine.yaml", &settings)]);
        let (_, stderr, code) = printed(&run_in(folder.path(), &["serve", "--config", "engine.yaml"]));
        assert!(code == 2 && stderr.contains(what), "{settings}: {stderr}");
    }
}
