//! What callers may take of the server: how slowly they may speak, how many may ask at once, what a browser is told, and how it ends.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{FhirServer, Folder, LABS, Server};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

const EMPTY: &str = r#"{"resourceType":"Bundle","type":"searchset"}"#;

fn served(settings: &str) -> (Folder, Server) {
    let folder = Folder::with(&[("rules/labs.yaml", LABS), ("engine.yaml", settings)]);
    let server = Server::start(folder.path(), &["--config", "engine.yaml"]);
    (folder, server)
}

/// A call whose data a FHIR server has.
fn call(fhir: &FhirServer) -> Value {
    json!({
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": { "userId": "Practitioner/1", "patientId": "123" },
        "fhirServer": fhir.base,
        "fhirAuthorization": {
            "access_token": "granted", "token_type": "Bearer", "expires_in": 300, "scope": "patient/Observation.rs", "subject": "cds", "patient": "123"
        }
    })
}

/// Sends these bytes, waits for what comes until the server hangs up, and how long that took.
fn said(server: &Server, bytes: &[u8]) -> (String, Duration) {
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    let begun = Instant::now();
    stream.write_all(bytes).expect("to be heard");
    let mut answer = String::new();
    // It may end with a reset, as the rest of what was sent is not read.
    let _ = stream.read_to_string(&mut answer);
    (answer, begun.elapsed())
}

#[test]
fn a_head_or_body_that_does_not_come_is_not_waited_for() {
    let (_folder, server) = served("limits: { headTime: 500ms, bodyTime: 500ms }");
    let (answer, took) = said(&server, b"POST /cds-services/labs HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    assert!(answer.starts_with("HTTP/1.1 408 ") && took < Duration::from_secs(10), "{answer} after {took:?}");
    let head = b"POST /cds-services/labs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{";
    let (answer, took) = said(&server, head);
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("did not come in time"), "{answer}");
    assert!(took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn more_calls_than_may_be_are_told_to_come_again_at_once() {
    let (_folder, server) = served("limits: { calls: 2, deadline: 20s }");
    let slow = FhirServer::start(EMPTY.to_owned(), Duration::from_secs(3));
    thread::scope(|scope| {
        let calls: Vec<_> = (0..2).map(|_| scope.spawn(|| server.post("/cds-services/labs", &call(&slow)).0)).collect();
        server.wait_until("a third is refused", |server| {
            let answer = server.client().get(format!("{}/cds-services", server.url)).send().expect("an answer");
            let is_refused = answer.status().as_u16() == 503;
            if is_refused {
                assert_eq!(answer.headers().get("retry-after").map(|value| value.as_bytes()), Some(&b"1"[..]));
                assert!(answer.text().expect("a body").contains("limits.calls"));
            }
            is_refused
        });
        assert_eq!(server.get("/health/live").0, 200);
        assert_eq!(calls.into_iter().map(|call| call.join().expect("no panic")).collect::<Vec<_>>(), [200, 200]);
    });
    assert_eq!(server.get("/cds-services").0, 200);
}

#[test]
fn what_is_being_answered_is_answered_before_it_ends() {
    let (_folder, mut server) = served("limits: { deadline: 20s }");
    let slow = FhirServer::start(EMPTY.to_owned(), Duration::from_secs(2));
    let (url, body) = (format!("{}/cds-services/labs", server.url), call(&slow).to_string());
    let calling = thread::spawn(move || {
        let request = reqwest::blocking::Client::new().post(url).header("content-type", "application/json").body(body);
        request.send().map(|answer| answer.status().as_u16())
    });
    thread::sleep(Duration::from_millis(700));
    assert_eq!(server.end(), Some(0));
    assert_eq!(calling.join().expect("no panic").expect("an answer"), 200);
}

#[test]
fn every_answer_tells_a_browser_to_take_it_for_nothing_else_and_keep_nothing() {
    let (_folder, server) = served("cors: { origins: ['*'] }");
    let client = server.client();
    let to = |path: &str| format!("{}{path}", server.url);
    let preflight = client.request(reqwest::Method::OPTIONS, to("/cds-services/labs"));
    let preflight = preflight.header("origin", "https://ehr.example.org").header("access-control-request-method", "POST");
    let answers = [
        (200, client.get(to("/cds-services"))),
        (200, client.get(to("/health/live"))),
        (404, client.get(to("/nothing"))),
        (405, client.put(to("/cds-services"))),
        (415, client.post(to("/cds-services/labs"))),
        (421, client.get(to("/cds-services")).header("host", "evil.example")),
        (200, preflight),
        (200, client.get(to("/cds-services")).header("origin", "https://ehr.example.org").header("cookie", "a=b")),
    ];
    for (status, request) in answers {
        let answer = request.send().expect("an answer");
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(answer.status().as_u16(), status, "{answer:?}");
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{answer:?}");
        assert_eq!(header("content-security-policy"), Some("default-src 'none'; frame-ancestors 'none'"), "{answer:?}");
        assert_eq!(header("referrer-policy"), Some("no-referrer"), "{answer:?}");
        assert!(header("cache-control").is_some_and(|value| value == "no-store" || value == "no-cache"), "{answer:?}");
        for never in ["server", "x-powered-by", "set-cookie", "access-control-allow-credentials", "strict-transport-security"] {
            assert_eq!(header(never), None, "{never}: {answer:?}");
        }
    }
}
