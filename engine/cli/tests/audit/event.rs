//! Records as FHIR R4 AuditEvents: what the resource requires, and the codes that its required bindings allow (<http://hl7.org/fhir/R4/auditevent.html>).

use super::{Engine, PATH, granting_call};
use engine_tests::TestStore;
use serde_json::{Value, json};

/// Checks what R4 requires of an AuditEvent.
fn check(event: &Value) {
    assert_eq!(event["resourceType"], "AuditEvent");
    assert!(
        event["id"].as_str().is_some_and(|id| id.len() <= 64 && id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-'))
    );
    check_coding(&event["type"]);
    assert!(["C", "R", "U", "D", "E"].contains(&event["action"].as_str().expect("an action")));
    assert!(["0", "4", "8", "12"].contains(&event["outcome"].as_str().expect("an outcome")));
    for instant in [&event["recorded"], &event["period"]["start"], &event["period"]["end"]] {
        assert!(instant.as_str().is_some_and(|text| text.parse::<jiff::Timestamp>().is_ok()), "{event}");
    }
    let agents = event["agent"].as_array().expect("agents");
    assert!(agents.iter().all(|agent| agent["requestor"].is_boolean()) && agents.iter().any(|agent| agent["requestor"] == true));
    assert!(event["source"]["observer"]["display"].is_string());
    for entity in event["entity"].as_array().expect("entities") {
        // sev-1: a name or a query, not both.
        assert!(entity.get("name").is_none() || entity.get("query").is_none(), "{entity}");
        check_coding(&entity["type"]);
        check_coding(&entity["role"]);
        for detail in entity["detail"].as_array().into_iter().flatten() {
            assert!(detail["type"].is_string() && detail["valueString"].as_str().is_some_and(|value| !value.is_empty()), "{detail}");
        }
    }
    check_no_empty(event);
}

fn check_coding(coding: &Value) {
    assert!(coding["system"].is_string() && coding["code"].is_string(), "{coding}");
}

/// FHIR's JSON has no nulls, no empty strings, arrays or objects.
fn check_no_empty(value: &Value) {
    match value {
        Value::Null => panic!("null"),
        Value::String(text) => assert!(!text.is_empty()),
        Value::Array(items) => {
            assert!(!items.is_empty());
            items.iter().for_each(check_no_empty);
        }
        Value::Object(members) => {
            assert!(!members.is_empty());
            members.values().for_each(check_no_empty);
        }
        Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn each_record_is_a_valid_event_in_a_line_of_its_own() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "");
        engine.call("123");
        assert_eq!(engine.server.post(PATH, &granting_call("123", "http://127.0.0.1:1/fhir", "")).0, 403);
        assert_eq!(engine.server.post(PATH, &granting_call("123", "http://127.0.0.1:1/fhir", "user/*.rs")).0, 412);
        assert_eq!(engine.server.post("/cds-services/none", &json!({})).0, 404);
        engine.wait_for_records(4);
        let lines = engine.prints(&["audit", "--format", "fhir"]);
        let events: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(events.len(), 4);
        events.iter().for_each(check);
        assert_eq!(events[0]["outcome"], "0");
        assert!(events[1]["outcome"] == "4" && events[1]["outcomeDesc"].as_str().is_some_and(|text| text.contains("does not cover")));
    }
}
