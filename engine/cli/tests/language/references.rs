//! A path that ends at a Reference, followed within the data at hand.

use engine_tests::{TestRule, bundle};
use serde_json::{Value, json};

fn order(id: &str, medication: Value) -> Value {
    let mut order = json!({ "resourceType": "MedicationRequest", "id": id, "status": "active", "intent": "order", "subject": { "reference": "Patient/p1" } });
    for (name, value) in medication.as_object().expect("members") {
        order[name] = value.clone();
    }
    order
}

const RULE: &str = "
    prefetch:
      patient: Patient/{{context.patientId}}
      orders: MedicationRequest?patient={{context.patientId}}&_include=MedicationRequest:medication
    valueSets: { opioids: { codes: { 'http://www.nlm.nih.gov/research/umls/rxnorm': [ 1049502 ] } } }
    values:
      found: { find: orders }
      names:
        for: { order: found }
        values:
          medication: { from: order, path: $.medicationReference, as: resource }
          name: { from: medication, path: $.code, as: text }
        yield: default(name, 'not at hand')
      subject: { from: orders, path: '$.entry[0].resource.subject', as: resource }
      born: { from: subject, path: $.birthDate, as: date }
      opioids: { find: orders, codes: opioids }
";

fn oxycodone() -> Value {
    json!({ "text": "Oxycodone", "coding": [ { "system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "1049502" } ] })
}

#[test]
fn it_is_found_in_contained_in_the_bundle_and_in_another_entry() {
    let mut orders = bundle(&[
        order(
            "a",
            json!({ "contained": [ { "resourceType": "Medication", "id": "m", "code": { "text": "Contained" } } ], "medicationReference": { "reference": "#m" } }),
        ),
        order("b", json!({ "medicationReference": { "reference": "Medication/m1" } })),
        order("c", json!({ "medicationReference": { "reference": "urn:uuid:9cd04ac5-a9f1-4ea3-8ad1-3b3a0a5b9c10" } })),
        order("d", json!({ "medicationReference": { "reference": "Medication/elsewhere" } })),
        json!({ "resourceType": "Medication", "id": "m1", "code": oxycodone() }),
        json!({ "resourceType": "Medication", "id": "m2", "code": { "text": "By full URL" } }),
    ]);
    orders["entry"][5]["fullUrl"] = json!("urn:uuid:9cd04ac5-a9f1-4ea3-8ad1-3b3a0a5b9c10");
    let data = json!({ "patient": { "resourceType": "Patient", "id": "p1", "birthDate": "1980-02-29" }, "orders": orders });
    assert_eq!(
        TestRule::with_keys(RULE).shows(&["names", "born", "count(opioids) >= 1", "count(opioids) == 1"], data),
        ["Contained, Oxycodone, By full URL, not at hand", "1980-02-29", "true", "unknown"]
    );
}
