//! The requests that Inferno's test kit sends: a token with two scopes, a FHIR server that this machine can't reach, and nothing prefetched.

use super::{answers, running};
use engine_tests::request;
use serde_json::json;

#[test]
fn appointments_tell_when_they_start_in_the_time_zone_of_the_settings() {
    assert_eq!(
        answers("appointment-book", &request("inferno-appointment_book.json")),
        ["Regular physical on 01 August 2020 at 13:00, 366 days after booking"]
    );
}

#[test]
fn one_rule_answers_two_hooks() {
    for name in ["inferno-encounter_start.json", "inferno-encounter_discharge.json"] {
        assert_eq!(answers("encounter", &request(name)), ["Encounter example of patient example"]);
    }
    let (status, outcome) = running().server.post("/cds-services/encounter", &request("inferno-order_sign.json"));
    assert_eq!(status, 400, "{outcome}");
}

#[test]
fn a_hook_of_the_settings_is_drawn_from_by_path() {
    assert_eq!(answers("fancy-structure", &request("inferno-fancy_structure.json")), ["6 words in 123 and 456"]);
}

#[test]
fn the_first_version_of_order_dispatch_has_one_order_and_one_task() {
    assert_eq!(
        answers("order-dispatch-1-0", &request("inferno-order_dispatch.json")),
        ["ServiceRequest/example goes to Practitioner/example, authored on 2016-03-10"]
    );
    let (status, outcome) = running().server.post("/cds-services/order-dispatch", &request("inferno-order_dispatch.json"));
    assert_eq!(status, 400, "{outcome}");
    assert!(outcome.to_string().contains("$.context.dispatchedOrders"), "{outcome}");
}

#[test]
fn draft_orders_are_counted_and_named() {
    assert_eq!(
        answers("order-select", &request("inferno-order_select.json")),
        ["2 of 2 draft orders selected", "Drug: Amoxicillin 120 MG/ML / clavulanate potassium 8.58 MG/ML Oral Suspension"]
    );
    assert_eq!(answers("order-sign", &request("inferno-order_sign.json")), ["2 draft orders: NutritionOrder, MedicationRequest"]);
}

#[test]
fn a_server_that_may_not_be_asked_is_named_with_the_reason() {
    let mut body = request("inferno-encounter_start.json");
    body["hook"] = json!("patient-view");
    let (status, outcome) = running().server.post("/cds-services/patient-view", &body);
    assert_eq!(status, 412, "{outcome}");
    insta::assert_snapshot!(
        outcome["issue"][0]["diagnostics"].as_str().expect("a text"),
        @"the rule cannot do without `patient` (Patient/{{context.patientId}}), and it can't be had: it was not prefetched, and without `clients` the engine fetches only from FHIR servers on its own machine"
    );
    assert!(!outcome.to_string().contains("SAMPLE_TOKEN"));
}

#[test]
fn what_was_prefetched_needs_no_server() {
    let mut body = request("inferno-encounter_start.json");
    body["hook"] = json!("patient-view");
    body["prefetch"] = json!({ "patient": { "resourceType": "Patient", "id": "example", "birthDate": "1974-12-25" } });
    assert_eq!(answers("patient-view", &body), ["Born on 1974-12-25"]);
}
