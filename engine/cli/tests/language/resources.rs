//! Resources in actions: created, changed from one that came, deleted.

use engine_tests::{TestRule, bundle};
use serde_json::{Value, json};

fn draft(more: Value) -> Value {
    let mut draft = json!({
        "resourceType": "MedicationRequest", "id": "d1", "status": "draft", "intent": "order", "subject": { "reference": "Patient/p1" },
        "medicationCodeableConcept": { "text": "Oxycodone" }, "priority": "routine",
        "extension": [ { "url": "urn:one", "valueString": "1" } ],
        "dispenseRequest": { "numberOfRepeatsAllowed": 3, "quantity": { "value": 30.50, "code": "{tbl}" } } });
    for (name, value) in more.as_object().expect("members") {
        draft[name] = value.clone();
    }
    draft
}

const CHANGE: &str = "
    hook: order-sign
    values:
      orders: { find: context.draftOrders, type: MedicationRequest }
    cards:
      - id: change
        for: { order: orders }
        summary: Fewer repeats
        indicator: warning
        selectionBehavior: any
        suggestions:
          - label: No repeats
            actions:
              - type: update
                description: No repeats
                resource:
                  $merge: order
                  dispenseRequest: { numberOfRepeatsAllowed: 0 }
                  $append:
                    extension: [ { url: 'urn:one', valueString: '1' }, { url: 'urn:two', valueBoolean: true } ]
                    note: [ { text: Repeats removed } ]
";

#[test]
fn a_change_keeps_all_that_it_does_not_name() {
    let answer = TestRule::with_keys(CHANGE).context("draftOrders", bundle(&[draft(json!({}))])).answers(json!({}));
    let mut expected = draft(json!({ "note": [ { "text": "Repeats removed" } ] }));
    expected["dispenseRequest"]["numberOfRepeatsAllowed"] = json!(0);
    expected["extension"] = json!([ { "url": "urn:one", "valueString": "1" }, { "url": "urn:two", "valueBoolean": true } ]);
    assert_eq!(answer["cards"][0]["suggestions"][0]["actions"][0]["resource"], expected);
}

#[test]
fn what_came_cut_short_is_not_changed() {
    let cut = draft(
        json!({ "meta": { "tag": [ { "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED" } ] } }),
    );
    let answer = TestRule::with_keys(CHANGE).context("draftOrders", bundle(&[cut])).answers(json!({}));
    let text = answer.to_string();
    assert!(!text.contains("numberOfRepeatsAllowed") && !text.contains("\"update\""), "{text}");
}

#[test]
fn a_member_without_a_value_is_left_out_and_so_is_what_that_empties() {
    let rule = TestRule::with_keys(
        "
        prefetch: { patient: 'Patient/{{context.patientId}}' }
        values:
          name: { from: patient, path: '$.name[0].text', as: text }
          rank: { from: patient, path: '$.telecom[0].rank', as: number }
          active: { from: patient, path: $.active, as: boolean }
          phones: { from: patient, path: '$.telecom[*].value', as: text }
        systemActions:
          - type: create
            resource:
              resourceType: ServiceRequest
              status: draft
              intent: order
              subject: { reference: 'Patient/{{ context.patientId }}', display: '{{ name }}' }
              code: { text: Biopsy }
              quantityQuantity: { value: '{{ rank }}', unit: \"{{ if(rank > 1, 'many') }}\" }
              asNeededBoolean: '{{ active }}'
              performerType: { coding: [ { display: '{{ name }}' } ] }
              patientInstruction: 'For {{ context.patientId }}: rank {{ rank + 1 }}'
        ",
    );
    let patient = json!({ "resourceType": "Patient", "id": "p1", "active": false, "telecom": [ { "rank": 1, "value": "555" } ] });
    let answer = rule.answers(json!({ "patient": patient }));
    assert_eq!(
        answer,
        json!({
            "cards": [],
            "systemActions": [ { "type": "create", "resource": {
                "resourceType": "ServiceRequest", "status": "draft", "intent": "order", "subject": { "reference": "Patient/p1" },
                "code": { "text": "Biopsy" }, "quantityQuantity": { "value": 1 }, "asNeededBoolean": false,
                "patientInstruction": "For p1: rank 2" } } ]
        })
    );
}

#[test]
fn a_silent_rule_answers_nothing_and_one_that_is_off_is_not_served() {
    let rule = |mode: &str| {
        TestRule::with_keys(&format!(
            "
            mode: {mode}
            cards: [ {{ id: a, summary: A, indicator: info }} ]
            systemActions: [ {{ type: delete, resourceId: ServiceRequest/1 }} ]
            "
        ))
    };
    let shown = rule("live").answers(json!({}));
    assert_eq!(
        (shown["cards"].as_array().map(Vec::len), shown["systemActions"][0]["resourceId"].as_str()),
        (Some(1), Some("ServiceRequest/1"))
    );
    assert_eq!(rule("silent").answers(json!({})), json!({ "cards": [] }));
    assert_eq!(rule("off").call(json!({})).0, 404);
}
