//! `from`: an element drawn out of data by a path, and read as what `as` says.

use super::{LOINC, observation, quantity};
use engine_tests::{TestRule, bundle};
use serde_json::json;

#[test]
fn as_names_what_an_element_is() {
    let rule = TestRule::with_keys(
        "
        prefetch:
          patient: Patient/{{context.patientId}}
          labs: Observation?patient={{context.patientId}}
        values:
          gender: { from: patient, path: $.gender, as: text }
          births: { from: patient, path: $.multipleBirthInteger, as: number }
          active: { from: patient, path: $.active, as: boolean }
          born: { from: patient, path: $.birthDate, as: date }
          died: { from: patient, path: $.deceasedDateTime, as: dateTime }
          age: { from: patient, path: $.birthDate, as: age }
          married: { from: patient, path: $.maritalStatus, as: code }
          glucose: { from: labs, path: '$.entry[0].resource.valueQuantity', as: quantity }
          first_lab: { from: labs, path: '$.entry[0].resource', as: resource }
          nothing: { from: patient, path: $.maritalStatus.text, as: text }
        ",
    );
    let patient = json!({
        "resourceType": "Patient", "id": "p1", "gender": "female", "multipleBirthInteger": 2, "active": true, "birthDate": "1900-01-01",
        "deceasedDateTime": "1999-12-31T23:00:00-05:00", "maritalStatus": { "coding": [ { "code": "M", "display": "Married" } ] } });
    let labs = bundle(&[observation("o1", "2345-7", "2026-01-01", quantity(json!(5.60), "mmol/L"))]);
    let expressions = [
        "gender",
        "births + 1",
        "active",
        "born",
        "died",
        "age > 120",
        "married",
        "glucose",
        "reference(first_lab)",
        "nothing",
        "if(active, 'yes')",
    ];
    assert_eq!(
        rule.shows(&expressions, json!({ "patient": patient, "labs": labs })),
        [
            "female",
            "3",
            "true",
            "1900-01-01",
            "1999-12-31T23:00:00-05:00",
            "true",
            "Married",
            "5.6 mmol/L",
            "Observation/o1",
            "absent",
            "yes"
        ]
    );
}

#[test]
fn several_matches_are_a_list_unless_one_is_picked() {
    let rule = TestRule::with_keys(
        "
        prefetch: { patient: 'Patient/{{context.patientId}}' }
        values:
          given: { from: patient, path: '$.name[*].given[*]', as: text }
          first_given: { from: patient, path: '$.name[*].given[*]', as: text, pick: first }
          last_given: { from: patient, path: '$.name[*].given[*]', as: text, pick: last }
          family: { from: patient, path: '$.name[0].family', as: text }
        ",
    );
    let patient = json!({ "resourceType": "Patient", "id": "p1", "name": [ { "given": ["Ada", "Maria"], "family": "Roe" }, { "given": ["Addie"] } ] });
    assert_eq!(
        rule.shows(&["count(given)", "given", "first_given", "last_given", "family"], json!({ "patient": patient })),
        ["3", "Ada, Maria, Addie", "Ada", "Addie", "Roe"]
    );
}

#[test]
fn a_path_goes_over_all_of_a_search_and_may_choose() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          values: { from: labs, path: \"$.entry[?@.resource.status == 'final'].resource.valueQuantity\", as: quantity }
          total: { from: labs, path: $.total, as: number }
        ",
    );
    let mut preliminary = observation("o2", "2345-7", "2026-01-02", quantity(json!(9), "mmol/L"));
    preliminary["status"] = json!("preliminary");
    let mut labs = bundle(&[observation("o1", "2345-7", "2026-01-01", quantity(json!(5), "mmol/L")), preliminary]);
    labs["total"] = json!(2);
    assert_eq!(rule.shows(&["values", "total"], json!({ "labs": labs })), ["5 mmol/L", "2"]);
}

#[test]
fn without_as_an_element_keeps_its_fhir_type() {
    let rule = TestRule::with_keys(
        "
        prefetch: { orders: 'MedicationRequest?patient={{context.patientId}}' }
        values:
          dosages: { from: orders, path: '$.entry[*].resource.dosageInstruction[*]' }
          notes: { from: dosages, path: '$.text', as: text }
        ",
    );
    let order = json!({
        "resourceType": "MedicationRequest", "id": "m1", "status": "active", "intent": "order", "subject": { "reference": "Patient/p1" },
        "medicationCodeableConcept": { "text": "Ibuprofen" },
        "dosageInstruction": [ { "text": "twice a day", "timing": { "code": { "coding": [ { "code": "BID" } ] } },
            "doseAndRate": [ { "doseQuantity": { "value": 400, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg" } } ] } ] });
    assert_eq!(
        rule.shows(&["daily_dose(dosages)", "doses_per_day(dosages)", "notes"], json!({ "orders": bundle(&[order]) })),
        ["800 mg", "2", "twice a day"]
    );
}

#[test]
fn a_unit_converts_and_a_molar_mass_bridges_mass_and_substance() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          results: { find: labs }
          glucose: { find: labs, pick: first, path: $.valueQuantity, as: quantity, unit: mg/dL, molarMass: 180.156 }
          unreadable: { find: labs, pick: last, path: $.valueQuantity, as: quantity, unit: mg/dL }
        ",
    );
    let labs = bundle(&[
        observation("o1", "15074-8", "2026-01-01", quantity(json!(5.6), "mmol/L")),
        observation("o2", "59261-8", "2026-01-01", quantity(json!(53), "mmol/mol")),
    ]);
    assert_eq!(
        rule.shows(&["round(glucose, 1)", "glucose > 100", "unreadable"], json!({ "labs": labs })),
        ["100.9 mg/dL", "true", "unknown"]
    );
}

#[test]
fn a_quantitys_unit_is_its_code_else_a_unit_that_is_ucum() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          weights: { find: labs }
          in_grams: { for: { weight: weights }, values: { grams: { from: weight, path: $.valueQuantity, as: quantity, unit: g } }, yield: \"if(known(grams), 'read', 'not read')\" }
        ",
    );
    let weight = |id: &str, value: serde_json::Value| observation(id, "29463-7", "2026-01-01", json!({ "valueQuantity": value }));
    let labs = bundle(&[
        weight("o1", json!({ "value": 70, "unit": "kilos", "system": "http://unitsofmeasure.org", "code": "kg" })),
        weight("o2", json!({ "value": 70, "unit": "kg" })),
        weight("o3", json!({ "value": 70, "unit": "kilos" })),
    ]);
    assert_eq!(rule.shows(&["in_grams"], json!({ "labs": labs })), ["read, read, not read"]);
}

#[test]
fn what_is_there_but_cannot_be_read_is_unknown() {
    let rule = TestRule::with_keys(
        "
        prefetch: { patient: 'Patient/{{context.patientId}}' }
        values:
          born: { from: patient, path: $.birthDate, as: date }
          age: { from: patient, path: $.birthDate, as: age }
        ",
    );
    let patient = json!({ "resourceType": "Patient", "id": "p1", "birthDate": "31.12.1960" });
    assert_eq!(rule.shows(&["born", "age", "age > 18", "missing(born)"], json!({ "patient": patient })), ["unknown"; 4]);
}

#[test]
fn as_date_and_as_code_of_a_resource_are_its_main_date_and_main_code() {
    let rule = TestRule::with_keys(
        "
        prefetch: { labs: 'Observation?patient={{context.patientId}}' }
        values:
          result: { find: labs, pick: latest }
          measured: { from: result, as: date }
          what: { from: result, as: code }
        ",
    );
    let labs = bundle(&[observation("o1", "4548-4", "2020-05-01", json!({}))]);
    let says = format!("has_code(what, '{LOINC}', '4548-4')");
    assert_eq!(rule.shows(&["measured", "what", &says], json!({ "labs": labs })), ["2020-05-01", "4548-4", "true"]);
}

#[test]
fn the_request_and_the_context_can_be_drawn_from() {
    let rule = TestRule::with_keys(
        "
        values:
          asked_by: { from: request, path: $.hook, as: text }
          user: { from: context, path: $.userId, as: text }
        ",
    );
    assert_eq!(rule.shows(&["asked_by", "user", "context.encounterId"], json!({})), ["patient-view", "Practitioner/1", "absent"]);
}
