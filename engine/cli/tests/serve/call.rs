//! A call: what is answered, and each refusal in the order of its step.

use super::{call, granting_call, labs, server, summary};
use engine_tests::{FhirServer, Server};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const PATH: &str = "/cds-services/labs";
const GRANTED: &str = "patient/Observation.rs";

/// Checks that a body is refused with a status and an OperationOutcome that says all of `what`; gives the outcome.
fn refused(server: &Server, body: &Value, status: u16, what: &[&str]) -> String {
    let (found, outcome) = server.post(PATH, body);
    let body = outcome.to_string();
    assert_eq!(found, status, "{body}");
    assert_eq!(outcome["resourceType"], "OperationOutcome");
    for what in what {
        assert!(body.contains(what), "{what}: {body}");
    }
    assert!(!body.contains("secret-token"), "{body}");
    body
}

fn with(pointer: &str, value: Value) -> Value {
    changed(call(), pointer, value)
}

fn changed(mut body: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    body.pointer_mut(parent).expect("a parent")[name] = value;
    body
}

#[test]
fn what_was_prefetched_is_decided_on() {
    let (_folder, server) = server("");
    let (status, answer) = server.post(PATH, &call());
    assert_eq!((status, summary(&answer)), (200, "Labs: 1"), "{answer}");
    assert_eq!(summary(&server.post(PATH, &with("/prefetch/labs", Value::Null)).1), "Labs: 0");
    assert_eq!(summary(&server.post(PATH, &with("/context/patientId", json!("Patient/123"))).1), "Labs: 1");
}

#[test]
fn what_was_not_is_fetched_with_the_token() {
    let (_folder, server) = server("");
    let fhir = FhirServer::start(labs(&["a", "b"], "Patient/123").to_string(), Duration::ZERO);
    let (status, answer) = server.post(PATH, &granting_call(&fhir.base, GRANTED));
    assert_eq!((status, summary(&answer)), (200, "Labs: 2"), "{answer}");
    let head = fhir.heads().join("").to_lowercase();
    assert!(head.starts_with("get /fhir/observation?patient=123 ") && head.contains("authorization: bearer secret-token"), "{head}");
}

#[test]
fn type_length_and_form_are_refused_first() {
    let (_folder, server) = server("limits: { body: 2KB }");
    assert_eq!(server.post_text(PATH, "text/plain", &call().to_string()).0, 415);
    assert_eq!(server.post_text(PATH, "application/json", &" ".repeat(3000)).0, 413);
    assert_eq!(server.post_text("/cds-services/none", "application/json", "{").0, 400);
    assert_eq!(server.post_text("/cds-services/none", "application/json", &call().to_string()).0, 404);
    assert_eq!(server.get(PATH).0, 405);
}

#[test]
fn a_body_far_over_the_limit_is_answered_and_nesting_does_no_harm() {
    let (_folder, server) = server("");
    assert_eq!(server.post_text(PATH, "application/json", &" ".repeat(11_000_000)).0, 413);
    assert_eq!(server.post_text(PATH, "application/json", &"[".repeat(10_000)).0, 400);
    assert_eq!(server.post(PATH, &call()).0, 200);
}

#[test]
fn members_are_refused_by_their_path() {
    let (_folder, server) = server("");
    for (pointer, value, path) in [
        ("/hook", json!("order-sign"), "$.hook"),
        ("/hookInstance", json!("7"), "$.hookInstance"),
        ("/context", json!({ "userId": "Practitioner/1" }), "$.context.patientId"),
        ("/context/patientId", json!("not an id"), "$.context.patientId"),
        ("/prefetch", json!([]), "$.prefetch"),
        ("/fhirAuthorization", json!({}), "$.fhirServer"),
    ] {
        refused(&server, &with(pointer, value), 400, &[path]);
    }
}

#[test]
fn a_token_for_another_patient_or_expired_is_refused() {
    let (_folder, server) = server("");
    let body = || granting_call("http://127.0.0.1:1/fhir", GRANTED);
    refused(&server, &changed(body(), "/fhirAuthorization/patient", json!("456")), 403, &["$.fhirAuthorization.patient"]);
    refused(&server, &changed(body(), "/fhirAuthorization/expires_in", json!(0)), 403, &["$.fhirAuthorization.expires_in"]);
}

#[test]
fn a_scope_that_lacks_a_query_is_refused_though_all_is_prefetched() {
    let (_folder, server) = server("");
    let body = changed(granting_call("http://127.0.0.1:1/fhir", "user/Patient.r"), "/prefetch", call()["prefetch"].clone());
    let what = ["`labs`", "Observation?patient={{context.patientId}}", "user/Patient.r", "patient/Observation.s"];
    let body = refused(&server, &body, 403, &what);
    assert!(!body.contains("patient=123"), "{body}");
}

#[test]
fn prefetched_data_of_another_type_or_patient_is_refused() {
    let (_folder, server) = server("");
    refused(&server, &with("/prefetch/labs", json!({ "resourceType": "Patient", "id": "123" })), 400, &["$.prefetch.labs"]);
    refused(&server, &with("/prefetch/labs", labs(&["a"], "Patient/456")), 400, &["$.prefetch.labs.entry[0].resource"]);
}

#[test]
fn data_of_another_patient_may_be_warned_of_instead() {
    let (_folder, server) = super::server("checks: { wrongPatient: warn }");
    assert_eq!(summary(&server.post(PATH, &with("/prefetch/labs", labs(&["a"], "Patient/456"))).1), "Labs: 1");
    let metrics = server.get("/metrics").1.to_string();
    assert!(metrics.contains("engine_wrong_patient_total"), "{metrics}");
}

#[test]
fn what_cannot_be_had_is_refused_with_why() {
    let (_folder, server) = server("limits: { deadline: 300ms }");
    refused(&server, &with("/prefetch", json!({})), 412, &["`labs`", "no token was lent"]);
    refused(&server, &with("/prefetch/labs", json!({ "resourceType": "OperationOutcome" })), 412, &["the client tried"]);
    refused(&server, &granting_call("http://example.org/fhir", GRANTED), 412, &["on its own machine"]);
    refused(&server, &granting_call("http://127.0.0.1:1/fhir", GRANTED), 412, &["can't be reached"]);

    let slow = FhirServer::start(labs(&[], "").to_string(), Duration::from_secs(20));
    let begun = Instant::now();
    refused(&server, &granting_call(&slow.base, GRANTED), 412, &["`labs`", "within the deadline"]);
    assert!(begun.elapsed() < Duration::from_millis(1500), "{:?}", begun.elapsed());
}

#[test]
fn a_silent_rule_answers_nothing_and_is_listed() {
    let (folder, server) = server("");
    folder.write("rules/labs.yaml", &super::LABS.replace("version:", "mode: silent\nversion:"));
    server.wait_until("the rule is silent", |server| server.post(PATH, &call()).1 == json!({ "cards": [] }));
    assert_eq!(server.get("/cds-services").1["services"][0]["id"], "labs");
}

#[test]
fn feedback_is_checked_and_counted() {
    let (_folder, server) = server("");
    let feedback = json!({ "feedback": [{
        "card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcome": "overridden", "outcomeTimestamp": "2026-01-15T10:05:31Z"
    }] });
    assert_eq!(server.post("/cds-services/labs/feedback", &feedback).0, 200);
    assert_eq!(server.post("/cds-services/none/feedback", &feedback).0, 404);
    assert_eq!(server.post("/cds-services/labs/feedback", &json!({ "feedback": [{}] })).0, 400);
    let metrics = server.get("/metrics").1.to_string();
    assert!(metrics.contains("engine_feedback_total"), "{metrics}");
}
