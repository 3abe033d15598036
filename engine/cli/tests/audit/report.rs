//! What the report counts.

use super::{Engine, PATH, call};
use engine_tests::TestStore;
use serde_json::{Value, json};

/// An engine whose cards have had feedback: two shown, one accepted, one overridden.
fn engine(store: &TestStore) -> Engine {
    let engine = Engine::start(store, "");
    let (first, second) = (engine.call("123"), engine.call("456"));
    assert_eq!(engine.server.post(PATH, &json!({})).0, 400);
    assert_eq!(engine.server.post("/cds-services/quiet", &call("123")).0, 200);
    assert_eq!(engine.server.post("/cds-services/none", &call("123")).0, 404);
    let time = "2026-01-15T10:05:31Z";
    let reason = json!({ "reason": { "system": "https://example.org/reasons", "code": "known" } });
    let suggestion = "e56e1945-20b3-4393-8503-a1a20fd73152";
    let reports = [
        json!({ "card": first, "outcome": "accepted", "acceptedSuggestions": [{ "id": suggestion }], "outcomeTimestamp": time }),
        json!({ "card": second, "outcome": "overridden", "overrideReason": reason, "outcomeTimestamp": time }),
        json!({ "card": suggestion, "outcome": "overridden", "outcomeTimestamp": time }),
    ];
    // What is sent twice is counted once.
    for _ in 0..2 {
        assert_eq!(engine.server.post(&format!("{PATH}/feedback"), &json!({ "feedback": reports })).0, 200);
    }
    engine.wait_for_records(5);
    engine.server.wait_until("the feedback is there", |_| engine.prints(&["report"]).contains("no record knows"));
    engine
}

#[test]
fn calls_and_cards_are_counted_by_service() {
    for store in TestStore::each() {
        let report: Value = serde_json::from_str(&engine(&store).prints(&["report", "--format", "json"])).expect("JSON");
        let [labs, quiet] = report["services"].as_array().expect("services").as_slice() else { panic!("{report}") };
        assert_eq!((&labs["service"], &labs["calls"], &labs["answered"]), (&json!("labs"), &json!(3), &json!(2)));
        assert_eq!(labs["refused"], json!({ "request": 1 }));
        let reason = json!({ "system": "https://example.org/reasons", "code": "known", "count": 1 });
        let card = json!({ "card": "count", "shown": 2, "silent": 0, "accepted": 1, "overridden": 1, "reasons": [reason] });
        assert_eq!(labs["cards"], json!([card]));
        assert_eq!(labs["feedbackOnUnknownCards"], 1);
        let took = |name: &str| labs["milliseconds"][name].as_f64().expect("milliseconds");
        assert!(0.0 < took("median") && took("median") <= took("percentile95"), "{labs}");
        assert_eq!((&quiet["service"], &quiet["cards"][0]["silent"], &quiet["cards"][0]["shown"]), (&json!("quiet"), &json!(1), &json!(0)));
        assert_eq!(report["callsOfNoService"], 1);
    }
}

#[test]
fn the_text_is_for_people() {
    for store in TestStore::each() {
        let text = engine(&store).prints(&["report"]);
        let lines = text.lines().filter(|line| !line.contains("answered in"));
        insta::allow_duplicates! {
            insta::assert_snapshot!(lines.map(|line| format!("{line}\n")).collect::<String>(), @r"
            labs
              3 calls: 2 answered, 1 refused (request 1)
              card count: shown 2, accepted 1, overridden 1 (known 1)
              feedback on cards that no record knows: 1

            quiet
              1 call: 1 answered
              card count: shown 0, silently found 1, accepted 0, overridden 0

            Services that there are not
              1 call
            ");
        }
    }
}

#[test]
fn a_report_may_begin_later() {
    for store in TestStore::each() {
        let engine = engine(&store);
        assert_eq!(engine.prints(&["report", "--since", "2100-01-01T00:00:00Z"]), "No calls since 2100-01-01T00:00:00Z.\n");
        assert!(engine.prints(&["report", "--since", "2000-01-01"]).starts_with("labs\n  3 calls"));
    }
}
