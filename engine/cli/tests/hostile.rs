//! FHIR servers that lead astray, flood, hang or lie, before the built program: it answers 412 in its own words, in time, in little memory, and the token
//! goes nowhere else.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, LABS, Server};
use serde_json::json;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

const TOKEN: &str = "granted-0123456789abcdef";
const OPEN: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nConnection: close\r\n\r\n";

/// A server that does with each connection whatever a test says, once it has read a request's head.
struct Hostile {
    base: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Hostile {
    fn start(answer: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Hostile {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}/fhir", listener.local_addr().expect("an address"));
        let (heads, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answer));
        let seen = heads.clone();
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let (seen, answer) = (seen.clone(), answer.clone());
                thread::spawn(move || {
                    let mut head = [0; 4096];
                    let length = stream.read(&mut head).unwrap_or_default();
                    seen.lock().expect("no panic").push(String::from_utf8_lossy(&head[..length]).into_owned());
                    // The engine may hang up at any time.
                    let _ = answer(&mut stream);
                });
            }
        });
        Hostile { base, heads }
    }

    /// One that answers these bytes.
    fn saying(bytes: impl Into<Vec<u8>>) -> Hostile {
        let bytes = bytes.into();
        Hostile::start(move |stream| stream.write_all(&bytes))
    }

    fn asked(&self) -> usize {
        self.heads.lock().expect("no panic").len()
    }
}

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn json_response(body: &str) -> Vec<u8> {
    response("200 OK", "Content-Type: application/fhir+json", body.as_bytes())
}

fn served(settings: &str) -> (Folder, Server) {
    let folder = Folder::with(&[("rules/labs.yaml", LABS), ("engine.yaml", settings)]);
    let server = Server::start_with(folder.path(), &["--config", "engine.yaml"], &[("RUST_LOG", "debug")]);
    (folder, server)
}

/// Calls with a token granted for a FHIR server.
fn call(server: &Server, base: &str) -> (u16, String) {
    let body = json!({
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": { "userId": "Practitioner/1", "patientId": "123" },
        "fhirServer": base,
        "fhirAuthorization": {
            "access_token": TOKEN, "token_type": "Bearer", "expires_in": 300, "scope": "patient/Observation.rs", "subject": "cds", "patient": "123"
        }
    });
    let (status, answer) = server.post("/cds-services/labs", &body);
    (status, answer.to_string())
}

/// Checks that a call is refused with 412 that says `what`, in time, without a word of the server's or the token.
fn refused(server: &Server, hostile: &Hostile, what: &str) {
    let begun = Instant::now();
    let (status, body) = call(server, &hostile.base);
    assert!(begun.elapsed() < Duration::from_secs(3), "{what}: after {:?}", begun.elapsed());
    assert_eq!(status, 412, "{what}: {body}");
    assert!(body.contains(what) && !body.contains(TOKEN) && !body.contains("secret"), "{what}: {body}");
}

/// The most memory that a process has had, in megabytes.
fn peak_megabytes(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes >> 10)
}

/// What unfolds to 100 MB of spaces.
fn bomb() -> Vec<u8> {
    use flate2::{Compression, write::GzEncoder};
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let spaces = vec![b' '; 1 << 20];
    (0..100).for_each(|_| encoder.write_all(&spaces).expect("memory"));
    encoder.finish().expect("memory")
}

#[test]
fn whatever_a_server_does_the_call_ends_in_time_and_the_token_stays() {
    let (_folder, server) = served("");
    let elsewhere = Hostile::saying(json_response(r#"{"resourceType":"Bundle","type":"searchset"}"#));
    let other = elsewhere.base.clone();
    let next = |link: &str| {
        json_response(&format!(
            r#"{{"resourceType":"Bundle","type":"searchset","link":[{{"relation":"next","url":"{link}"}}],"entry":[]}}"#
        ))
    };
    let redirect = |location: &str| Hostile::saying(response("302 Found", &format!("Location: {location}"), b"secret"));
    refused(&server, &redirect("http://169.254.169.254/latest/meta-data/"), "a redirect");
    refused(&server, &redirect(&format!("{other}/Observation")), "a redirect");
    for link in [format!("{other}/Observation?page=2"), "http://169.254.169.254/".to_owned(), "../admin".to_owned()] {
        refused(&server, &Hostile::saying(next(&link)), "leads to another server or path");
    }
    assert_eq!(elsewhere.asked(), 0);

    refused(&server, &Hostile::saying(response("200 OK", "Content-Type: text/html", b"<p>secret")), "other than JSON");
    refused(&server, &Hostile::saying(response("500 Oops", "Content-Type: text/html", b"secret")), "answered 500");
    refused(&server, &Hostile::saying(json_response("{\"secret")), "malformed JSON");
    refused(&server, &Hostile::saying(json_response(&"[".repeat(10_000))), "malformed JSON");
    refused(&server, &Hostile::saying(Vec::new()), "can't be reached");

    refused(&server, &Hostile::start(|_| loop_for_ever(Duration::from_secs(1), || Ok(()))), "within the deadline");
    let drip = |stream: &mut TcpStream| {
        stream.write_all(OPEN)?;
        loop_for_ever(Duration::from_secs(1), || stream.write_all(b" "))
    };
    refused(&server, &Hostile::start(drip), "within the deadline");
    let head = |stream: &mut TcpStream| loop_for_ever(Duration::from_millis(10), || stream.write_all(b"HTTP/1.1 200 OK\r\nX: "));
    refused(&server, &Hostile::start(head), "the FHIR server");
    server.log().iter().for_each(|line| assert!(!line.contains(TOKEN) && !line.contains("secret"), "{line}"));
}

#[test]
fn floods_are_cut_off_in_little_memory() {
    let (_folder, server) = served("limits: { deadline: 20s, response: 5MB }");
    let before = peak_megabytes(server.process());
    let endless = |stream: &mut TcpStream| {
        stream.write_all(OPEN)?;
        loop_for_ever(Duration::ZERO, || stream.write_all(&[b' '; 65536]))
    };
    let bomb = response("200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip", &bomb());
    for hostile in [Hostile::start(endless), Hostile::saying(bomb)] {
        let (status, body) = call(&server, &hostile.base);
        assert!(status == 412 && body.contains("more than 5000000 bytes"), "{body}");
    }
    if let (Some(before), Some(after)) = (before, peak_megabytes(server.process())) {
        assert!(after < before + 100, "{before} MB, then {after} MB");
    }
}

#[test]
fn a_server_that_fails_is_left_alone_and_others_are_asked() {
    let (_folder, server) = served("");
    let failing = Hostile::saying(response("503 Busy", "Content-Type: application/json", b"{}"));
    let well = Hostile::saying(json_response(r#"{"resourceType":"Bundle","type":"searchset"}"#));
    for _ in 0..10 {
        refused(&server, &failing, "answered 503");
    }
    refused(&server, &failing, "is left alone for a while");
    assert_eq!(failing.asked(), 10);
    assert_eq!(call(&server, &well.base).0, 200);
    let metrics = server.get("/metrics").1;
    let metrics = metrics.as_str().unwrap_or_default();
    assert!(metrics.contains(r#"engine_server_left_alone{server="localhost"} 1"#), "{metrics}");
    server.wait_until("the log tells", |server| server.log().iter().any(|line| line.contains("left alone")));
}

#[test]
fn one_server_is_asked_so_much_at_once_by_all_calls_together() {
    let (_folder, server) = served("limits: { fetchesPerServer: 2, deadline: 10s }");
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, highest) = (now.clone(), most.clone());
    let slow = Hostile::start(move |stream| {
        highest.fetch_max(counted.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(100));
        counted.fetch_sub(1, Ordering::SeqCst);
        stream.write_all(&json_response(r#"{"resourceType":"Bundle","type":"searchset"}"#))
    });
    let statuses: Vec<u16> = thread::scope(|scope| {
        let calls: Vec<_> = (0..8).map(|_| scope.spawn(|| call(&server, &slow.base).0)).collect();
        calls.into_iter().map(|call| call.join().expect("no panic")).collect()
    });
    assert_eq!(statuses, [200; 8]);
    assert!(most.load(Ordering::SeqCst) <= 2, "{most:?}");
}

/// Does something again and again until it fails, as it does once the engine has hung up.
fn loop_for_ever(pause: Duration, mut again: impl FnMut() -> std::io::Result<()>) -> std::io::Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        again()?;
        thread::sleep(pause);
    }
    Ok(())
}
