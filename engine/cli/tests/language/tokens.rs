//! Prefetch tokens, as the FHIR server sees them when they are filled.

use super::{day, observation};
use engine_tests::{FhirServer, TestRule, bundle};
use serde_json::{Value, json};

/// What is asked of the FHIR server by a rule of `order-sign` with these entries.
fn asks(prefetch: &str, drafts: Value, sent: Value) -> Vec<String> {
    let fhir = FhirServer::empty();
    let rule = TestRule::with_keys(&format!(
        "hook: order-sign\nprefetch:\n{prefetch}\nvalueSets: {{ hba1c: {{ codes: {{ 'http://loinc.org': [ 4548-4, 17856-6 ] }} }} }}\ncards: [ {{ id: a, summary: A, indicator: info }} ]\n"
    ));
    rule.context("draftOrders", drafts).context("encounterId", json!("e1")).with_access_to(&fhir.base).answers(sent);
    fhir.queries()
}

#[test]
fn the_contexts_fields_and_the_users_id() {
    assert_eq!(
        asks(
            "  a: Patient/{{context.patientId}}\n  b: Encounter/{{context.encounterId}}\n  c: Practitioner/{{userPractitionerId}}",
            bundle(&[]),
            json!({})
        ),
        ["Encounter/e1", "Patient/p1", "Practitioner/1"]
    );
}

#[test]
fn codes_are_system_and_code() {
    assert_eq!(
        asks("  a: Observation?patient={{context.patientId}}&code={{codes.hba1c}}", bundle(&[]), json!({})),
        ["Observation?patient=p1&code=http://loinc.org%7C4548-4,http://loinc.org%7C17856-6"]
    );
}

#[test]
fn today_counts_days() {
    assert_eq!(
        asks("  a: Observation?patient={{context.patientId}}&date=ge{{today() - 90 days}}&date=le{{today()}}", bundle(&[]), json!({})),
        [format!("Observation?patient=p1&date=ge{}&date=le{}", day(-90), day(0))]
    );
}

#[test]
fn paths_into_the_context_and_into_earlier_entries_give_ids_joined_with_commas() {
    let order = |id: &str, medication: &str| {
        json!({ "resourceType": "MedicationRequest", "id": id, "status": "draft", "intent": "order", "subject": { "reference": "Patient/p1" },
            "medicationReference": { "reference": medication } })
    };
    let drafts =
        bundle(&[order("d1", "Medication/m1"), order("d2", "Medication/m2"), json!({ "resourceType": "NutritionOrder", "id": "n1" })]);
    let mut lab = observation("o1", "1-1", "2026-01-01", json!({}));
    lab["performer"] = json!([ { "reference": "Practitioner/9" } ]);
    assert_eq!(
        asks(
            "  a: Medication?_id={{context.draftOrders.entry.resource.ofType(MedicationRequest).medication.reference}}\n  \
             labs: Observation?patient={{context.patientId}}\n  \
             b: Practitioner?_id={{%labs.entry.resource.performer.resolve().ofType(Practitioner).id}}",
            drafts,
            json!({ "labs": bundle(&[lab]) })
        ),
        ["Medication?_id=m1,m2", "Practitioner?_id=9"]
    );
}

#[test]
fn a_token_without_a_value_is_never_sent_and_its_entry_cannot_be_had() {
    let rule = TestRule::with_keys(
        "
        prefetch: { visit: { query: 'Encounter/{{context.encounterId}}', required: false } }
        cards: [ { id: a, when: not(known(visit)), summary: No visit is known, indicator: info } ]
        ",
    );
    let fhir = FhirServer::empty();
    assert_eq!(rule.with_access_to(&fhir.base).summaries(json!({})), ["No visit is known"]);
    assert_eq!(fhir.queries(), [""; 0]);
}
