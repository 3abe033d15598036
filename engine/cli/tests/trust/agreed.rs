//! What a client that is known may grant, and for whom: the FHIR servers, the service, the patient and the time that were agreed.

use super::{
    ehr::{Answer, Engine, call},
    token::{LABS, Token},
};
use serde_json::{Value, json};

/// A call that lends access in order, but for one member.
fn changed(engine: &Engine, pointer: &str, value: Value) -> Value {
    let mut body = engine.lending();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    body.pointer_mut(parent).expect("a parent")[name] = value;
    body
}

fn is_refused(engine: &Engine, answer: &Answer, name: &str, status: u16, at: &str, logged: &str) {
    assert_eq!(answer.status, status, "{name}: {answer:?}");
    let outcome: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(outcome["issue"][0]["expression"][0], at, "{name}: {answer:?}");
    assert!(!answer.body.contains("granted-"), "{name}: {answer:?}");
    engine.log_from(0, &["call refused", &format!("refusal={logged}")]);
}

#[test]
fn what_is_in_order_is_fetched_from_the_agreed_server() {
    let engine = Engine::start();
    let answer = engine.call(&engine.lending());
    assert!(answer.status == 200 && answer.body.contains("Labs: 0"), "{answer:?}");
    assert_eq!(engine.fhir.queries(), ["Condition?patient=123", "Observation?patient=123"]);
    for (pointer, value) in [
        ("/fhirServer", json!(format!("{}/", engine.fhir.base))),
        ("/fhirServer", json!(engine.fhir.base.replace("http", "HTTP"))),
        ("/fhirAuthorization/token_type", json!("bearer")),
        ("/fhirAuthorization/patient", json!("Patient/123")),
        ("/fhirAuthorization/expires_in", json!(2)),
    ] {
        let answer = engine.call(&changed(&engine, pointer, value.clone()));
        assert_eq!(answer.status, 200, "{pointer} {value}: {answer:?}");
    }
    engine.check_log();
}

#[test]
fn a_server_that_was_not_agreed_is_refused_and_hears_nothing() {
    let engine = Engine::start();
    let other = engine_tests::FhirServer::empty();
    let port = engine.fhir.base.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port").to_owned();
    let not_agreed = [
        other.base.clone(),
        "https://general.example.org/fhir".to_owned(),
        "https://ehr.example.org/fhir/R4x".to_owned(),
        "https://ehr.example.org/fhir/r4".to_owned(),
        "https://ehr.example.org/fhir".to_owned(),
        "https://ehr.example.org/fhir/R4/../../admin".to_owned(),
        "https://ehr.example.org:8443/fhir/R4".to_owned(),
        "http://ehr.example.org/fhir/R4".to_owned(),
        "https://ehr.example.org./fhir/R4".to_owned(),
        "https://ehr.example.org.evil.example/fhir/R4".to_owned(),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        format!("http://localhost:{port}/fhir"),
        format!("http://127.0.0.1:{port}/other"),
    ];
    let not_servers = [
        "https://ehr.example.org/fhir/R4?x=1".to_owned(),
        "https://ehr.example.org/fhir/R4#x".to_owned(),
        "https://ehr.example.org@evil.example/fhir/R4".to_owned(),
        "https://user:password@ehr.example.org/fhir/R4".to_owned(),
        r"https://ehr.example.org\@evil.example/fhir/R4".to_owned(),
        format!("http://127.0.0.1:{port}@{}", other.base.trim_start_matches("http://")),
        "file:///etc/passwd".to_owned(),
        "not a URL".to_owned(),
    ];
    let (not_agreed, not_servers) = (not_agreed.map(|url| (url, 403, "fhir-server")), not_servers.map(|url| (url, 400, "request")));
    for (server, status, logged) in not_agreed.into_iter().chain(not_servers) {
        let answer = engine.call(&changed(&engine, "/fhirServer", json!(server)));
        is_refused(&engine, &answer, &server, status, "$.fhirServer", logged);
        // Nor without a token, where nothing would be fetched.
        let mut body = call();
        body["fhirServer"] = json!(server);
        assert_eq!(engine.call(&body).status, status, "{server}");
    }
    assert!(engine.fhir.heads().is_empty() && other.heads().is_empty());
    engine.check_log();
}

#[test]
fn access_is_lent_to_one_service_for_one_patient_and_long_enough() {
    let engine = Engine::start();
    for (name, pointer, value, status, logged) in [
        ("another service's", "/fhirAuthorization/subject", json!("cds-vitals"), 403, "subject"),
        ("nobody's", "/fhirAuthorization/subject", json!("CDS-labs"), 403, "subject"),
        ("another patient's", "/fhirAuthorization/patient", json!("456"), 403, "token-of-another-patient"),
        ("ended", "/fhirAuthorization/expires_in", json!(0), 403, "token-expired"),
        ("ended before", "/fhirAuthorization/expires_in", json!(-300), 403, "token-expired"),
        ("ends during the call", "/fhirAuthorization/expires_in", json!(1), 403, "token-ends-too-soon"),
        ("ends never", "/fhirAuthorization/expires_in", json!("never"), 400, "request"),
        ("of another type", "/fhirAuthorization/token_type", json!("MAC"), 400, "request"),
        ("for one query less", "/fhirAuthorization/scope", json!("patient/Observation.rs"), 403, "scope"),
        ("for reading alone", "/fhirAuthorization/scope", json!("patient/Observation.r patient/Condition.rs"), 403, "scope"),
        ("for nothing", "/fhirAuthorization/scope", json!(""), 403, "scope"),
    ] {
        let answer = engine.call(&changed(&engine, pointer, value));
        is_refused(&engine, &answer, name, status, &format!("$.fhirAuthorization.{}", pointer.rsplit('/').next().expect("a name")), logged);
    }
    let other = "/cds-services/other";
    let answer = engine.post(other, &Token::to(other).text(), &engine.lending());
    is_refused(&engine, &answer, "a service without an id", 403, "$.fhirAuthorization.subject", "no-client-id");
    assert!(engine.fhir.heads().is_empty());
    engine.check_log();
}

#[test]
fn what_one_client_may_lend_another_may_not() {
    let engine = Engine::start();
    let answer = engine.post(LABS, &Token::new().text(), &changed(&engine, "/fhirServer", json!("https://general.example.org/fhir")));
    is_refused(&engine, &answer, "another client's", 403, "$.fhirServer", "fhir-server");
}

#[test]
fn everything_prefetched_needs_no_access() {
    let engine = Engine::start();
    let answer = engine.call(&call());
    assert!(answer.status == 200 && answer.body.contains("Labs: 1"), "{answer:?}");
    assert!(engine.fhir.heads().is_empty());
}
