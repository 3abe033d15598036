//! The rules that ship, on requests that others wrote, over HTTP.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, Server, request};
use serde_json::{Value, json};

fn server() -> (Folder, Server) {
    let folder = Folder::with_shipped_rules();
    let server = Server::start(folder.path(), &[]);
    (folder, server)
}

fn summaries(answer: &Value) -> Vec<&str> {
    answer["cards"].as_array().expect("cards").iter().filter_map(|card| card["summary"].as_str()).collect()
}

#[test]
fn conditions_and_medication_requests_are_counted() {
    let (_folder, server) = server();
    let (status, answer) = server.post("/cds-services/record-counts", &request("cds-connect-unhealthy_patient.json"));
    assert_eq!(status, 200, "{answer}");
    assert_eq!(summaries(&answer), ["On record: conditions 1, medication requests 0"]);
    assert_eq!(answer["cards"][0]["indicator"], "info");
}

#[test]
fn a_request_with_another_patients_record_is_refused_unless_the_configuration_warns_only() {
    let (folder, server) = server();
    let body = request("cds-connect-Cher186_Crooks415.json");
    let (status, outcome) = server.post("/cds-services/record-counts", &body);
    assert_eq!(status, 400, "{outcome}");
    assert_eq!(outcome["resourceType"], "OperationOutcome");

    folder.write("engine.yaml", "checks: { wrongPatient: warn }\n");
    let lenient = Server::start(folder.path(), &["--config", "engine.yaml"]);
    let (status, answer) = lenient.post("/cds-services/record-counts", &body);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(summaries(&answer), ["On record: conditions 7, medication requests 4"]);
}

#[test]
fn an_opioid_order_without_the_medication_list_says_what_was_not_checked() {
    let (_folder, server) = server();
    let (status, answer) =
        server.post("/cds-services/opioid-with-benzodiazepine", &request("opioid-rec-11-opioid-trigger-with-benzo.json"));
    assert_eq!(status, 200, "{answer}");
    assert_eq!(summaries(&answer), ["Not checked: the list of active medications could not be read"]);
}

#[test]
fn an_opioid_order_beside_an_active_benzodiazepine_warns() {
    let (_folder, server) = server();
    let mut body = request("opioid-rec-11-opioid-trigger-with-benzo.json");
    // The request has its results beside `prefetch` instead of in it: `item4` is the benzodiazepine on record.
    let mut on_record = body["item4"].clone();
    on_record["subject"] = json!({ "reference": body["context"]["patientId"] });
    body["prefetch"]["medications"] = json!({ "resourceType": "Bundle", "type": "searchset", "entry": [{ "resource": on_record }] });
    let (status, answer) = server.post("/cds-services/opioid-with-benzodiazepine", &body);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(summaries(&answer), ["Opioid together with a benzodiazepine: risk of respiratory depression"]);
    let detail = answer["cards"][0]["detail"].as_str().expect("detail");
    assert!(detail.contains("Oxycodone") && detail.contains("Flurazepam"), "{detail}");
}

#[test]
fn a_benzodiazepine_order_alone_gives_no_warning() {
    let (_folder, server) = server();
    let mut body = request("opioid-rec-11-benzo-trigger-without-opioid.json");
    body["prefetch"]["medications"] = json!({ "resourceType": "Bundle", "type": "searchset" });
    let (status, answer) = server.post("/cds-services/opioid-with-benzodiazepine", &body);
    assert_eq!((status, answer["cards"].clone()), (200, json!([])));
}

/// A patient with diabetes, and what their record says of HbA1c.
fn diabetic(labs: Value) -> Value {
    json!({
        "hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": { "userId": "Practitioner/1", "patientId": "p1" },
        "prefetch": {
            "patient": { "resourceType": "Patient", "id": "p1", "birthDate": "1960-01-31" },
            "problems": { "resourceType": "Bundle", "type": "searchset", "entry": [ { "resource": {
                "resourceType": "Condition", "id": "c1", "subject": { "reference": "Patient/p1" },
                "code": { "coding": [ { "system": "http://snomed.info/sct", "code": "44054006" } ] } } } ] },
            "labs": labs,
        }
    })
}

fn a1c(id: &str, date: &str, value: f64) -> Value {
    json!({ "resource": {
        "resourceType": "Observation", "id": id, "status": "final", "subject": { "reference": "Patient/p1" }, "effectiveDateTime": date,
        "code": { "coding": [ { "system": "http://loinc.org", "code": "4548-4" } ] },
        "valueQuantity": { "value": value, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%" } } })
}

#[test]
fn an_hba1c_of_years_ago_is_overdue_and_can_be_ordered() {
    let (_folder, server) = server();
    let labs =
        json!({ "resourceType": "Bundle", "type": "searchset", "entry": [ a1c("o1", "2019-05-01", 7.4), a1c("o2", "2020-05-01", 8.25) ] });
    let (status, answer) = server.post("/cds-services/a1c-overdue", &diabetic(labs));
    assert_eq!(status, 200, "{answer}");
    let card = &answer["cards"][0];
    assert!(card["summary"].as_str().is_some_and(|summary| summary.starts_with("HbA1c was last measured ")), "{card}");
    assert!(card["detail"].as_str().is_some_and(|detail| detail.contains("The last value was **8.25 %** on 2020-05-01.")), "{card}");
    let resource = &card["suggestions"][0]["actions"][0]["resource"];
    assert_eq!(resource["subject"]["reference"], "Patient/p1");
    assert_eq!(resource["code"]["coding"][0]["code"], "4548-4");
}

#[test]
fn no_hba1c_at_all_is_told_as_such() {
    let (_folder, server) = server();
    let (_, answer) = server.post("/cds-services/a1c-overdue", &diabetic(Value::Null));
    assert_eq!(summaries(&answer), ["No HbA1c on record in diabetes"]);
}

#[test]
fn a_scope_that_lacks_one_query_is_refused_and_names_it() {
    let (_folder, server) = server();
    let mut body = request("cds-connect-unhealthy_patient.json");
    body["fhirServer"] = json!("http://127.0.0.1:9/fhir");
    body["fhirAuthorization"] = json!({
        "access_token": "s3cret", "token_type": "Bearer", "expires_in": 300, "subject": "cds", "scope": "user/Patient.read user/Condition.read" });
    let (status, outcome) = server.post("/cds-services/record-counts", &body);
    assert_eq!(status, 403, "{outcome}");
    let text = outcome.to_string();
    assert!(text.contains("MedicationRequest?patient={{context.patientId}}") && text.contains("MedicationRequest.s"), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
}
