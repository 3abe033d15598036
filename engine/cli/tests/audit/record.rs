//! What a record holds, and what it must not.

use super::{Engine, PATH, call, granting_call, labs};
use engine_tests::{FhirServer, TestStore};
use serde_json::json;
use std::time::Duration;

#[test]
fn a_call_is_recorded_with_how_its_data_were_had() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "");
        let fhir = FhirServer::start(labs("123").to_string(), Duration::ZERO);
        let card = engine.call("123");
        assert_eq!(engine.server.post(PATH, &granting_call("123", &fhir.base, "patient/Observation.rs")).0, 200);
        engine.wait_for_records(2);
        let records = engine.records(&[]);
        let [first, second] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!(first["service"], "labs");
        assert_eq!(first["version"], "1.0.0");
        assert_eq!(first["hook"], "patient-view");
        assert_eq!(first["hookInstance"], "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
        assert_eq!(first["outcome"], "answered");
        assert_eq!(first["cards"], json!([{ "id": "count", "uuid": card }]));
        let template = "Observation?patient={{context.patientId}}";
        assert_eq!(first["queries"], json!([{ "entry": "labs", "template": template, "had": "prefetched" }]));
        assert_eq!(first["scopesNeeded"], json!(["patient/Observation.s"]));
        assert_eq!(first["ruleSet"].as_str().map(str::len), Some(64));
        assert_eq!(first["patient"]["hash"].as_str().map(str::len), Some(64));
        assert_eq!(first["patient"], second["patient"]);
        assert_eq!(second["subject"], "cds-labs");
        assert_eq!(second["scopeGranted"], "patient/Observation.rs");
        assert_eq!(second["queries"][0]["had"], "fetched");
        assert_eq!(second["queries"][0]["status"], 200);
        assert!(second["queries"][0]["milliseconds"].as_f64().is_some_and(|took| took > 0.0), "{second}");
    }
}

#[test]
fn a_refusal_is_recorded_with_its_reason() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "");
        let expected = [
            (PATH, granting_call("123", "http://127.0.0.1:1/fhir", "user/Patient.r"), 403, "scope", "does not cover the query `labs`"),
            (PATH, granting_call("123", "http://127.0.0.1:1/fhir", "user/*.rs"), 412, "cannot-be-had", "can't be reached"),
            (PATH, json!({}), 400, "request", "$.hook: missing"),
            ("/cds-services/arabella", call("123"), 404, "unknown-service", "no such service"),
        ];
        for (path, body, status, ..) in &expected {
            assert_eq!(engine.server.post(path, body).0, *status);
        }
        engine.wait_for_records(expected.len());
        for (record, (.., outcome, reason)) in engine.records(&[]).iter().zip(&expected) {
            assert_eq!(record["outcome"], *outcome);
            assert!(record["reasons"][0].as_str().is_some_and(|text| text.contains(reason)), "{record}");
            assert!(record.get("cards").is_none());
        }
    }
}

#[test]
fn a_silent_rule_is_recorded_with_what_it_would_have_shown() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "");
        assert_eq!(engine.server.post("/cds-services/quiet", &call("123")).1, json!({ "cards": [] }));
        engine.wait_for_records(1);
        let record = &engine.records(&[])[0];
        assert_eq!((&record["silent"], &record["cards"][0]["id"]), (&json!(true), &json!("count")));
        let report = engine.prints(&["report"]);
        assert!(report.contains("card count: shown 0, silently found 1"), "{report}");
    }
}

#[test]
fn patients_are_hashed_with_the_key_or_plain_as_the_settings_say() {
    // What `printf 123 | openssl dgst -sha256 -hmac 'a key of sixteen or more'` prints.
    for (settings, patient) in [
        (
            "audit: { key: 'a key of sixteen or more' }",
            json!({ "hash": "b74e24534a847cca4e808afb0765a5359bd01801ddcad028362c4f8b3b42ac6b" }),
        ),
        ("audit: { patient: plain }", json!({ "id": "123" })),
    ] {
        for store in TestStore::each() {
            let engine = Engine::start(&store, settings);
            engine.call("123");
            engine.wait_for_records(1);
            assert_eq!(engine.records(&["--patient", "123"])[0]["patient"], patient);
            assert!(engine.records(&["--patient", "124"]).is_empty());
        }
    }
}

#[test]
fn the_log_has_a_line_for_each_call() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "audit: { log: audit.jsonl }");
        engine.wait_for_records(0);
        engine.call("123");
        engine.call("456");
        engine.wait_for_records(2);
        let log = std::fs::read_to_string(engine.folder.path().join("audit.jsonl")).expect("the log");
        assert_eq!(log, engine.prints(&["audit", "--format", "json"]));
    }
}

#[test]
fn the_log_may_be_standard_output() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "audit: { log: stdout }");
        engine.call("123");
        engine.server.wait_until("the line is there", |server| server.log().join("\n").contains(r#""outcome":"answered""#));
    }
}

#[test]
fn nothing_that_is_kept_or_logged_holds_a_token_or_a_name() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "audit: { log: audit.jsonl }");
        let fhir = FhirServer::start(labs("pat-4711").to_string(), Duration::ZERO);
        let card = engine.call("pat-4711");
        assert_eq!(engine.server.post(PATH, &granting_call("pat-4711", &fhir.base, "patient/Observation.rs")).0, 200);
        for (fhir_server, scope) in [("http://127.0.0.1:1/fhir?secret-token", "user/*.rs"), (fhir.base.as_str(), "user/Patient.r")] {
            engine.server.post(PATH, &granting_call("pat-4711", fhir_server, scope));
        }
        engine.server.post("/cds-services/Arabella%20Quince", &call("pat-4711"));
        let feedback = json!({ "feedback": [{
            "card": card, "outcome": "overridden", "outcomeTimestamp": "2026-01-15T10:05:31Z",
            "overrideReason": { "userComment": "Arabella Quince declined" }
        }] });
        assert_eq!(engine.server.post(&format!("{PATH}/feedback"), &feedback).0, 200);
        engine.wait_for_records(5);
        let report = engine.prints(&["report"]);
        assert!(report.contains("overridden 1"), "{report}");

        let Engine { server, folder } = engine;
        let log = std::fs::read_to_string(folder.path().join("audit.jsonl")).expect("the log");
        for text in [store.content(&folder), log, server.stop()] {
            assert!(text.contains("labs"), "nothing to search in");
            for secret in ["secret-token", "Arabella", "pat-4711"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
    }
}

#[test]
fn what_users_write_is_kept_where_the_settings_say_so() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "audit: { comments: true }");
        let feedback = json!({ "feedback": [{
            "card": engine.call("123"), "outcome": "overridden", "outcomeTimestamp": "2026-01-15T10:05:31Z",
            "overrideReason": { "userComment": "Measured \u{0} elsewhere" }
        }] });
        assert_eq!(engine.server.post(&format!("{PATH}/feedback"), &feedback).0, 200);
        let Engine { server, folder } = engine;
        server.stop();
        assert!(store.content(&folder).contains("elsewhere"));
    }
}
