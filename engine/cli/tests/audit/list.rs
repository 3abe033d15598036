//! Finding records again.

use super::{Engine, PATH, call};
use engine_tests::{Folder, TestStore, printed, run_in};
use serde_json::json;

#[test]
fn records_are_found_by_what_is_asked() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "timezone: UTC\n");
        engine.call("123");
        engine.call("456");
        assert_eq!(engine.server.post(PATH, &json!({})).0, 400);
        assert_eq!(engine.server.post("/cds-services/quiet", &call("123")).0, 200);
        engine.wait_for_records(4);
        let count = |arguments: &[&str]| engine.records(arguments).len();
        assert_eq!(count(&["--service", "labs"]), 3);
        assert_eq!(count(&["--service", "quiet"]), 1);
        assert_eq!(count(&["--service", "none"]), 0);
        assert_eq!(count(&["--outcome", "answered"]), 3);
        assert_eq!(count(&["--outcome", "refused"]), 1);
        assert_eq!(count(&["--outcome", "request"]), 1);
        assert_eq!(count(&["--patient", "123"]), 2);
        assert_eq!(count(&["--patient", "Patient/456"]), 1);
        assert_eq!(count(&["--client", "st-elsewhere"]), 0);

        let newest = engine.records(&["--limit", "2"]);
        assert_eq!((&newest[0]["outcome"], &newest[1]["service"]), (&json!("request"), &json!("quiet")));

        let time = |record: &serde_json::Value| record["time"].as_str().expect("a time").to_owned();
        let all = engine.records(&[]);
        let (third, today) = (time(&all[2]), time(&all[0])[..10].to_owned());
        assert_eq!(count(&["--since", &third]), 2);
        assert_eq!(count(&["--until", &third]), 2);
        assert_eq!(count(&["--since", "2000-01-01", "--until", "2000-12-31"]), 0);
        assert_eq!(count(&["--since", &today]), 4);
        assert_eq!(count(&["--until", &time(&all[3])[..10]]), 4);
    }
}

#[test]
fn the_text_has_a_line_for_each_call_and_for_each_reason() {
    let store = &TestStore::each()[0];
    let engine = Engine::start(store, "");
    engine.call("123");
    assert_eq!(engine.server.post(PATH, &json!({ "hook": "patient-view" })).0, 400);
    assert_eq!(engine.server.post("/cds-services/none", &json!({})).0, 404);
    assert_eq!(engine.server.post("/cds-services/quiet", &call("123")).0, 200);
    engine.wait_for_records(4);
    let text = engine.prints(&["audit"]);
    // The time, and how long it took, differ from run to run.
    let lines = text.lines().map(|line| match line.split_once(" ms  ") {
        Some((before, after)) => format!("{}… ms  {after}\n", &before[24..before.len() - 10]),
        None => format!("{line}\n"),
    });
    insta::assert_snapshot!(lines.collect::<String>(), @r"
      labs 1.0.0                        -              … ms  cards: count
      labs 1.0.0                        -              … ms  refused: request
        $.hookInstance: missing; expected a UUID, fresh for each firing of the hook
        $.context: missing; expected an object with the fields that the hook defines
      no such service                   -              … ms  refused: unknown-service
        there is no such service
      quiet 1.0.0                       -              … ms  cards: count (silent)
    ");
}

/// What a command prints in a folder, and its exit code.
fn run(folder: &Folder, arguments: &[&str]) -> (String, String, i32) {
    printed(&run_in(folder.path(), arguments))
}

#[test]
fn a_store_that_is_not_there_is_told() {
    let folder = Folder::with(&[("engine.yaml", "store: 'postgres://engine:secret@127.0.0.1:1/cds'")]);
    for command in ["audit", "report"] {
        let (out, stderr, code) = run(&folder, &[command]);
        assert_eq!((out.as_str(), code), ("", 2));
        assert!(stderr.starts_with("error: there is no store sqlite:engine.db yet; `engine serve` makes it"), "{stderr}");
        let (_, stderr, code) = run(&folder, &[command, "--config", "engine.yaml"]);
        assert_eq!(code, 2);
        assert!(
            stderr.starts_with("error: the store postgres://127.0.0.1:1/cds can't be read: it can't be reached: Connection refused"),
            "{stderr}"
        );
        assert!(!stderr.contains("secret"));
        let (_, stderr, code) = run(&folder, &[command, "--since", "yesterday"]);
        assert!(code == 2 && stderr.contains("2026-01-15T10:05:31Z"), "{stderr}");
        let (_, stderr, code) = run(&folder, &[command, "--config", "none.yaml"]);
        assert!(code == 2 && stderr.contains("none.yaml"), "{stderr}");
    }
}

#[test]
fn an_empty_store_holds_no_calls_and_what_is_no_store_is_told() {
    for store in TestStore::each() {
        let engine = Engine::start(&store, "");
        engine.wait_for_records(0);
        let (out, stderr, code) = run(&engine.folder, &["audit", "--config", "engine.yaml"]);
        assert_eq!((out.as_str(), code), ("", 0));
        assert!(stderr.starts_with("no calls: the store "), "{stderr}");
        assert_eq!(engine.prints(&["report"]), "No calls.\n");
    }
    let folder =
        Folder::with(&[("engine.db", "this is no database, though it is long enough to be one of SQLite's if it were; it isn't.")]);
    let (_, stderr, code) = run(&folder, &["audit"]);
    assert!(code == 2 && stderr.contains("file is not a database"), "{stderr}");
    folder.write("engine.db", "");
    let (_, stderr, code) = run(&folder, &["audit"]);
    assert!(code == 2 && stderr.contains("there is no store"), "{stderr}");
}
