//! Hooks of HL7's library that no request of others is at hand for.

use super::{answers, running};
use serde_json::{Value, json};

/// A request of a hook, with what its context holds besides user and patient.
fn call(hook: &str, name: &str, value: Value) -> Value {
    let mut body = json!({
        "hook": hook, "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "context": { "userId": "Practitioner/1", "patientId": "p1" } });
    body["context"][name] = value;
    body
}

fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<Value> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

fn order(medication: &str, tablets: u32, times: u32) -> Value {
    json!({
        "resourceType": "MedicationRequest", "id": medication.to_lowercase(), "status": "draft", "intent": "order",
        "subject": { "reference": "Patient/p1" }, "medicationCodeableConcept": { "text": medication },
        "dispenseRequest": { "numberOfRepeatsAllowed": times },
        "dosageInstruction": [ {
            "timing": { "repeat": { "frequency": times, "period": 1, "periodUnit": "d" } },
            "doseAndRate": [ { "doseQuantity": { "value": tablets * 500, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg" } } ] } ]
    })
}

#[test]
fn every_hook_of_the_library_is_offered() {
    let (status, discovery) = running().server.get("/cds-services");
    assert_eq!(status, 200);
    let mut hooks: Vec<&str> =
        discovery["services"].as_array().expect("services").iter().filter_map(|service| service["hook"].as_str()).collect();
    hooks.sort_unstable();
    assert_eq!(
        hooks,
        [
            "allergyintolerance-create",
            "appointment-book",
            "encounter-discharge",
            "encounter-start",
            "fancy-structure",
            "medication-prescribe",
            "medication-refill",
            "medication-verify",
            "order-dispatch",
            "order-dispatch",
            "order-review",
            "order-select",
            "order-sign",
            "patient-view",
            "problem-list-item-create",
        ]
    );
}

#[test]
fn a_new_allergy_is_named_with_its_reactions() {
    let allergy = json!({
        "resourceType": "AllergyIntolerance", "patient": { "reference": "Patient/p1" }, "code": { "text": "Penicillin" },
        "reaction": [ { "manifestation": [ { "text": "Hives" }, { "text": "Wheezing" } ] } ] });
    assert_eq!(
        answers("allergyintolerance-create", &call("allergyintolerance-create", "allergyIntolerance", allergy)),
        ["Allergy to Penicillin: Hives, Wheezing"]
    );
}

#[test]
fn new_problems_are_named() {
    let problem = |name: &str| json!({ "resourceType": "Condition", "id": name.to_lowercase(), "subject": { "reference": "Patient/p1" }, "code": { "text": name } });
    let problems = bundle(&[problem("Asthma"), problem("Gout")]);
    assert_eq!(
        answers("problem-list-item-create", &call("problem-list-item-create", "conditions", problems)),
        ["Added: Asthma", "Added: Gout"]
    );
}

#[test]
fn a_prescription_over_the_daily_dose_is_told() {
    let body = call("medication-prescribe", "medications", bundle(&[order("Paracetamol", 2, 4), order("Ibuprofen", 1, 3)]));
    assert_eq!(answers("medication-prescribe", &body), ["Paracetamol: 4000 mg a day"]);
}

#[test]
fn a_refill_needs_no_user() {
    let mut body = call("medication-refill", "medications", bundle(&[order("Paracetamol", 1, 5), order("Ibuprofen", 1, 1)]));
    assert!(answers("medication-refill", &body).is_empty());
    body["context"].as_object_mut().expect("a context").remove("userId");
    assert_eq!(answers("medication-refill", &body), ["5 refills, asked for by nobody"]);
}

#[test]
fn a_verified_medication_is_named() {
    let medication =
        json!({ "resourceType": "Medication", "id": "m1", "code": { "coding": [ { "code": "1", "display": "Aspirin 81 MG" } ] } });
    assert_eq!(answers("medication-verify", &call("medication-verify", "medication", medication)), ["Verified: Aspirin 81 MG"]);
}

#[test]
fn orders_under_review_are_counted() {
    let body = call("order-review", "orders", bundle(&[order("Paracetamol", 1, 1), order("Ibuprofen", 1, 1)]));
    assert_eq!(answers("order-review", &body), ["2 orders to review"]);
}

#[test]
fn the_newest_version_of_order_dispatch_has_several_orders() {
    let mut body = call("order-dispatch", "dispatchedOrders", json!(["ServiceRequest/1", "ServiceRequest/2"]));
    body["context"]["performer"] = json!("Organization/lab");
    assert_eq!(answers("order-dispatch", &body), ["Orders for Organization/lab: ServiceRequest/1, ServiceRequest/2"]);
}

#[test]
fn a_context_that_lacks_what_its_hook_requires_is_refused_by_its_path() {
    for (service, field) in [
        ("allergyintolerance-create", "allergyIntolerance"),
        ("medication-prescribe", "medications"),
        ("order-select", "selections"),
        ("order-review", "orders"),
        ("encounter", "encounterId"),
    ] {
        let hook = if service == "encounter" { "encounter-start" } else { service };
        let (status, outcome) = running().server.post(&format!("/cds-services/{service}"), &call(hook, "other", json!(1)));
        assert_eq!(status, 400, "{outcome}");
        assert!(outcome.to_string().contains(&format!("$.context.{field}")), "{outcome}");
    }
}
