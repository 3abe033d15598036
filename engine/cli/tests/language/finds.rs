//! `find`: resources as clinicians ask for them.

use super::{LOINC, day, observation, quantity};
use engine_tests::{TestRule, bundle};
use serde_json::{Value, json};

const LABS: &str = "
    prefetch: { labs: 'Observation?patient={{context.patientId}}' }
    valueSets: { hba1c: { codes: { 'http://loinc.org': [ 4548-4, 17856-6 ] } } }
    values:
";

fn labs(values: &str) -> TestRule {
    TestRule::with_keys(&format!("{}\n{values}", LABS.trim_end()))
}

fn percent(value: f64) -> Value {
    quantity(json!(value), "%")
}

#[test]
fn codes_keeps_those_whose_main_code_is_in_the_value_set() {
    let rule = labs("      found: { find: labs, codes: hba1c, as: code }");
    let mut other_system = observation("o4", "4548-4", "2026-01-01", json!({}));
    other_system["code"]["coding"][0]["system"] = json!("urn:local");
    let mut second_coding = observation("o3", "x", "2026-01-01", json!({}));
    second_coding["code"] =
        json!({ "text": "by HPLC", "coding": [ { "system": "urn:local", "code": "7" }, { "system": LOINC, "code": "17856-6" } ] });
    let data = bundle(&[
        observation("o1", "4548-4", "2026-01-01", json!({})),
        observation("o2", "2345-7", "2026-01-01", json!({})),
        second_coding,
        other_system,
    ]);
    assert_eq!(rule.shows(&["count(found)", "found"], json!({ "labs": data })), ["2", "4548-4, by HPLC"]);
}

#[test]
fn within_keeps_what_lies_that_far_back_at_most_and_not_ahead() {
    let rule = labs(
        "      recent: { find: labs, within: 6 months, as: date }
      coming: { find: labs, within: next 2 weeks, as: date }",
    );
    let data = bundle(&[-400, -100, 0, 7, 30].map(|days| observation(&format!("o{}", days + 500), "4548-4", &day(days), json!({}))));
    assert_eq!(
        rule.shows(&["recent", "coming"], json!({ "labs": data })),
        [format!("{}, {}", day(-100), day(0)), format!("{}, {}", day(0), day(7))]
    );
}

#[test]
fn having_keeps_those_with_an_element_and_path_starts_at_each() {
    let rule = labs(
        "      with_value: { find: labs, having: $.valueQuantity }
      values: { find: labs, path: $.valueQuantity, as: quantity }
      highs: { find: labs, path: '$.referenceRange[*].high', as: quantity }",
    );
    let mut ranged = observation("o1", "4548-4", "2026-01-01", percent(7.0));
    ranged["referenceRange"] = json!([ { "high": { "value": 6, "unit": "%", "code": "%" } } ]);
    let data =
        bundle(&[ranged, observation("o2", "4548-4", "2026-01-02", json!({})), observation("o3", "4548-4", "2026-01-03", percent(8.5))]);
    assert_eq!(rule.shows(&["count(with_value)", "values", "highs"], json!({ "labs": data })), ["2", "7 %, 8.5 %", "6 %"]);
}

#[test]
fn latest_and_earliest_go_by_the_main_date() {
    let rule = labs(
        "      latest: { find: labs, pick: latest, path: $.valueQuantity, as: quantity }
      earliest: { find: labs, pick: earliest, path: $.valueQuantity, as: quantity }
      first: { find: labs, pick: first, path: $.valueQuantity, as: quantity }
      last: { find: labs, pick: last, path: $.valueQuantity, as: quantity }",
    );
    let data = bundle(&[
        observation("o1", "4548-4", "2025-03-01", percent(2.0)),
        observation("o2", "4548-4", "2020-01-01", percent(1.0)),
        observation("o3", "4548-4", "2025-04-01", percent(3.0)),
        observation("o4", "4548-4", &day(30), percent(9.0)),
        observation("o5", "4548-4", "2025-04-02", json!({})),
    ]);
    assert_eq!(rule.shows(&["latest", "earliest", "first", "last"], json!({ "labs": data })), ["3 %", "1 %", "2 %", "9 %"]);
}

#[test]
fn of_equal_dates_the_one_issued_later_is_the_latest_then_the_one_updated_later_then_the_first() {
    let rule = labs("      latest: { find: labs, pick: latest, path: $.valueQuantity, as: quantity }");
    let result = |id: &str, value: f64, issued: &str, updated: &str| {
        let mut result = observation(id, "4548-4", "2025-04-01", percent(value));
        result["issued"] = json!(issued);
        result["meta"] = json!({ "lastUpdated": updated });
        result
    };
    let data = bundle(&[
        result("o1", 1.0, "2025-04-01T08:00:00Z", "2025-04-09T08:00:00Z"),
        result("o2", 2.0, "2025-04-01T09:00:00Z", "2025-04-01T08:00:00Z"),
        result("o3", 3.0, "2025-04-01T09:00:00Z", "2025-04-02T08:00:00Z"),
        result("o4", 4.0, "2025-04-01T09:00:00Z", "2025-04-02T08:00:00Z"),
    ]);
    assert_eq!(rule.shows(&["latest"], json!({ "labs": data })), ["3 %"]);
}

#[test]
fn what_was_withdrawn_is_left_out_unless_any_status_is_asked_for() {
    let rule = labs(
        "      valid: { find: labs }
      all: { find: labs, status: any }",
    );
    let with_status = |id: &str, status: &str| observation(id, "4548-4", "2026-01-01", json!({ "status": status }));
    let data = bundle(&[with_status("o1", "final"), with_status("o2", "entered-in-error"), with_status("o3", "cancelled")]);
    assert_eq!(rule.shows(&["count(valid)", "count(all)"], json!({ "labs": data })), ["1", "3"]);
}

#[test]
fn a_refuted_condition_and_a_forbidden_order_are_left_out() {
    let rule = TestRule::with_keys(
        "
        prefetch:
          problems: Condition?patient={{context.patientId}}
          orders: ServiceRequest?patient={{context.patientId}}
        values:
          conditions: { find: problems }
          requests: { find: orders }
        ",
    );
    let condition = |id: &str, status: &str| {
        json!({ "resourceType": "Condition", "id": id, "subject": { "reference": "Patient/p1" }, "code": { "text": "Asthma" },
            "verificationStatus": { "coding": [ { "system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": status } ] } })
    };
    let request = |id: &str, forbidden: bool| {
        json!({ "resourceType": "ServiceRequest", "id": id, "status": "active", "intent": "order", "doNotPerform": forbidden,
            "subject": { "reference": "Patient/p1" }, "code": { "text": "Biopsy" } })
    };
    let data = json!({
        "problems": bundle(&[condition("c1", "confirmed"), condition("c2", "refuted"), condition("c3", "entered-in-error")]),
        "orders": bundle(&[request("s1", false), request("s2", true)]) });
    assert_eq!(rule.shows(&["count(conditions)", "count(requests)"], data), ["1", "1"]);
}

#[test]
fn several_lists_are_joined_and_a_resource_in_both_counts_once() {
    let rule = TestRule::with_keys(
        "
        prefetch:
          labs: Observation?patient={{context.patientId}}
          vitals: Observation?patient={{context.patientId}}&category=vital-signs
        values:
          all: { find: [labs, vitals] }
          again: { find: all, having: $.valueQuantity }
        ",
    );
    let (one, two) = (observation("o1", "1", "2026-01-01", json!({})), observation("o2", "2", "2026-01-01", percent(1.0)));
    let data = json!({ "labs": bundle(&[one, two.clone()]), "vitals": bundle(&[two, observation("o3", "3", "2026-01-01", json!({}))]) });
    assert_eq!(rule.shows(&["count(all)", "count(again)"], data), ["3", "1"]);
}

#[test]
fn a_search_gives_resources_of_the_type_searched_and_type_asks_for_another() {
    let rule = TestRule::with_keys(
        "
        prefetch: { orders: 'MedicationRequest?patient={{context.patientId}}&_include=MedicationRequest:medication' }
        values:
          requests: { find: orders }
          medications: { find: orders, type: Medication, path: $.code, as: code }
        ",
    );
    let data = bundle(&[
        json!({ "resourceType": "MedicationRequest", "id": "r1", "status": "active", "intent": "order", "subject": { "reference": "Patient/p1" },
            "medicationReference": { "reference": "Medication/m1" } }),
        json!({ "resourceType": "Medication", "id": "m1", "code": { "text": "Oxycodone" } }),
    ]);
    assert_eq!(rule.shows(&["count(requests)", "medications"], json!({ "orders": data })), ["1", "Oxycodone"]);
}

#[test]
fn what_cannot_be_decided_leaves_a_list_open_so_that_its_count_is_at_least() {
    let rule = labs(
        "      recent: { find: labs, within: 6 months }
      coded: { find: labs, codes: hba1c }",
    );
    let mut undated = observation("o2", "4548-4", "2026-01-01", json!({}));
    undated.as_object_mut().expect("an object").remove("effectiveDateTime");
    let data = bundle(&[observation("o1", "4548-4", &day(-3), json!({})), undated]);
    assert_eq!(
        rule.shows(
            &["count(recent) >= 1", "count(recent) >= 2", "count(recent) == 0", "count(recent) == 1", "count(coded) == 2"],
            json!({ "labs": data })
        ),
        ["true", "unknown", "false", "unknown", "true"]
    );
}

#[test]
fn a_draft_that_replaces_an_active_order_stands_for_it() {
    let rule = TestRule::with_keys(
        "
        hook: order-sign
        prefetch: { active: 'MedicationRequest?patient={{context.patientId}}&status=active' }
        values:
          all: { find: [context.draftOrders, active], type: MedicationRequest, as: code }
        ",
    );
    let order = |id: &str, status: &str, name: &str| {
        json!({ "resourceType": "MedicationRequest", "id": id, "status": status, "intent": "order", "subject": { "reference": "Patient/p1" },
            "medicationCodeableConcept": { "text": name } })
    };
    let mut draft = order("d1", "draft", "new dose");
    draft["priorPrescription"] = json!({ "reference": "MedicationRequest/a1" });
    let active = bundle(&[order("a1", "active", "old dose"), order("a2", "active", "another drug")]);
    assert_eq!(
        rule.context("draftOrders", bundle(&[draft])).shows(&["count(all)", "all"], json!({ "active": active })),
        ["2", "new dose, another drug"]
    );
}
