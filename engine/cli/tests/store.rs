//! A store that fails: a database that goes away, a disk that is full. Calls are answered, what is lost is reported; with `audit: required` nothing is
//! answered that isn't recorded.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, Postgres, Server, printed, program, run_in};
use serde_json::{Value, json};
use std::process::Command;

const RULE: &str = "id: greet
hook: patient-view
version: 1.0.0
description: Greets.
source: { label: Tests }
cards:
  - { id: hello, summary: Hello, indicator: info }
";

const READY: &str = "/health/ready";

fn folder(settings: &str) -> Folder {
    Folder::with(&[("rules/greet.yaml", RULE), ("engine.yaml", settings)])
}

fn server(folder: &Folder) -> Server {
    let server = Server::start(folder.path(), &["--config", "engine.yaml"]);
    server.wait_until("the store works", |_| count(folder).is_some());
    server
}

/// The status of a call.
fn call(server: &Server) -> (u16, Value) {
    let context = json!({ "userId": "Practitioner/1", "patientId": "123" });
    let body = json!({ "hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "context": context });
    server.post("/cds-services/greet", &body)
}

/// How many records the store holds, if it can be read.
fn count(folder: &Folder) -> Option<usize> {
    let (out, _, code) = printed(&run_in(folder.path(), &["audit", "--format", "json", "--config", "engine.yaml"]));
    (code == 0).then(|| out.lines().count())
}

fn metrics(server: &Server) -> String {
    server.get("/metrics").1.to_string()
}

#[test]
fn while_the_database_is_away_calls_are_answered_and_their_records_wait() {
    let Some(postgres) = Postgres::start() else { return };
    let folder = folder(&format!("store: {}", postgres.database()));
    let server = server(&folder);
    assert_eq!(call(&server).0, 200);
    server.wait_until("the record is there", |_| count(&folder) == Some(1));

    postgres.end();
    for _ in 0..10 {
        assert_eq!(call(&server).0, 200);
    }
    server.wait_until("the failure is reported", |server| server.get(READY).1["store"] == "fails");
    let (status, ready) = server.get(READY);
    assert_eq!((status, &ready["status"]), (200, &json!("ready")));
    assert!(ready["storeProblem"].is_string(), "{ready}");
    assert!(server.log().join("\n").contains("the store fails"));
    assert!(metrics(&server).contains("engine_store_works 0"));

    postgres.begin();
    server.wait_until("all records are there", |_| count(&folder) == Some(11));
    server.wait_until("the recovery is reported", |server| server.get(READY).1["store"] == "works");
    assert!(server.log().join("\n").contains("the store works again"));
}

#[test]
fn an_engine_starts_without_its_database_and_uses_it_once_it_is_there() {
    let Some(postgres) = Postgres::start() else { return };
    let folder = folder(&format!("store: {}", postgres.database()));
    postgres.end();
    let server = Server::start(folder.path(), &["--config", "engine.yaml"]);
    assert_eq!(call(&server).0, 200);
    server.wait_until("the failure is reported", |server| server.get(READY).1["store"] == "fails");
    postgres.begin();
    server.wait_until("the record is there", |_| count(&folder) == Some(1));
}

#[test]
fn what_is_not_written_by_the_end_is_lost_and_that_is_told() {
    let Some(postgres) = Postgres::start() else { return };
    let folder = folder(&format!("store: {}", postgres.database()));
    let server = server(&folder);
    postgres.end();
    assert_eq!(call(&server).0, 200);
    let log = server.stop();
    assert!(log.contains("what was to be kept is lost") && log.contains("lost=1"), "{log}");
}

#[test]
fn where_the_audit_is_required_nothing_is_answered_that_is_not_recorded() {
    let Some(postgres) = Postgres::start() else { return };
    let folder = folder(&format!("store: {}\naudit: required", postgres.database()));
    let server = server(&folder);
    assert_eq!(call(&server).0, 200);
    assert_eq!(count(&folder), Some(1), "the record was written before the answer");

    postgres.end();
    let (status, outcome) = call(&server);
    assert_eq!((status, &outcome["resourceType"]), (503, &json!("OperationOutcome")));
    assert!(outcome.to_string().contains("audit: required"), "{outcome}");
    server.wait_until("it isn't ready", |server| server.get(READY).0 == 503);
    assert_eq!(server.get("/health/live").0, 200);

    postgres.begin();
    server.wait_until("it is ready", |server| server.get(READY).0 == 200);
    assert_eq!(call(&server).0, 200);
    let outcomes = printed(&run_in(folder.path(), &["report", "--config", "engine.yaml"])).0;
    assert!(outcomes.contains("2 calls: 2 answered"), "{outcomes}");
}

/// The server where no file can grow beyond so many kilobytes, as on a disk that is full.
fn server_on_a_full_disk(folder: &Folder, kilobytes: u32) -> Server {
    let mut shell = Command::new("bash");
    shell.arg("-c").arg(format!(r#"trap "" XFSZ; ulimit -f {kilobytes}; exec "$0" "$@""#)).arg(program());
    Server::start_by(shell, folder.path(), &["--config", "engine.yaml"])
}

#[test]
fn on_a_full_disk_calls_are_answered_and_what_is_lost_is_told() {
    let folder = folder("audit: { log: audit.jsonl }");
    let server = server_on_a_full_disk(&folder, 300);
    server.wait_until("the disk is full", |server| {
        assert_eq!(call(server).0, 200);
        server.get(READY).1["store"] == "fails"
    });
    assert_eq!(call(&server).0, 200);
    let ready = server.get(READY).1;
    assert_eq!(ready["status"], "ready");
    let log = server.stop();
    assert!(log.contains("the store fails: database or disk is full") || log.contains("the store fails: disk I/O error"), "{log}");
    assert!(log.contains("what was to be kept is lost"), "{log}");
}

#[test]
fn on_a_full_disk_nothing_is_answered_where_the_audit_is_required() {
    let folder = folder("audit: required");
    let server = server_on_a_full_disk(&folder, 300);
    server.wait_until("the disk is full", |server| call(server).0 == 503);
    server.wait_until("it isn't ready", |server| server.get(READY).0 == 503);
    server.stop();
    assert!(count(&folder).is_some_and(|count| count > 0), "what was written is still there");
}
