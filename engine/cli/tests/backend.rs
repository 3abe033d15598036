//! Access of the engine's own, for hooks that no user triggers: the program, an EHR that calls it without lending anything, and that EHR's authorization
//! server.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "trust/keys.rs"]
mod keys;
#[allow(dead_code)]
#[path = "trust/token.rs"]
mod token;

use aws_lc_rs::signature::{ECDSA_P384_SHA384_FIXED, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use engine_tests::{Folder, Server, printed, run_in};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};
use token::{BASE, Token};

const OWN: &str = "own-0123456789abcdef";
const GRANTED: &str = "granted-0123456789abcdef";

/// A FHIR server and the authorization server beside it.
struct Ehr {
    origin: String,
    /// The first line and the body of each request.
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

impl Ehr {
    /// Gives out tokens with this status and body.
    fn granting(status: &'static str, granted: Value) -> Ehr {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (seen, own) = (asked.clone(), origin.clone());
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (seen, own, granted) = (seen.clone(), own.clone(), granted.clone());
                thread::spawn(move || answer(stream, &seen, &own, status, &granted));
            }
        });
        Ehr { origin, asked }
    }

    fn well() -> Ehr {
        Ehr::granting("200 OK", granted("system/Observation.rs"))
    }

    fn base(&self) -> String {
        format!("{}/fhir", self.origin)
    }

    /// The bodies of the requests to a path.
    fn asked(&self, path: &str) -> Vec<String> {
        let asked = self.asked.lock().expect("no panic");
        asked.iter().filter(|(line, _)| line.contains(path)).map(|(_, body)| body.clone()).collect()
    }
}

fn granted(scope: &str) -> Value {
    json!({ "access_token": OWN, "token_type": "bearer", "expires_in": 300, "scope": scope })
}

fn answer(mut stream: TcpStream, seen: &Mutex<Vec<(String, String)>>, own: &str, status: &str, granted: &Value) {
    let mut bytes = Vec::new();
    let mut chunk = [0; 8192];
    let (head, body) = loop {
        let read = stream.read(&mut chunk).unwrap_or_default();
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
        if read == 0 || body.len() >= length {
            break (head.to_owned(), body.to_owned());
        }
    };
    let line = head.lines().next().unwrap_or_default().to_owned();
    let (status, text) = if line.contains("/.well-known/smart-configuration") {
        ("200 OK", json!({ "token_endpoint": format!("{own}/token"), "capabilities": [] }))
    } else if line.contains(" /token ") {
        (status, granted.clone())
    } else if head.to_lowercase().contains(&format!("authorization: bearer {OWN}")) {
        ("200 OK", json!({ "resourceType": "Bundle", "type": "searchset" }))
    } else {
        ("401 Unauthorized", json!({}))
    };
    seen.lock().expect("no panic").push((line, body));
    let text = text.to_string();
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
    let _ = stream.write_all(format!("{head}{text}").as_bytes());
}

fn rule(id: &str, access: &str) -> String {
    format!(
        "id: {id}
hook: patient-view
version: 1.0.0
title: Labs
description: Counts observations.
source: {{ label: Laboratory }}
access: {access}
prefetch:
  labs: Observation?patient={{{{context.patientId}}}}
values:
  found: {{ find: labs }}
cards:
  - id: count
    summary: 'Labs: {{{{ count(found) }}}}'
    indicator: info
"
    )
}

fn settings(ehr: &Ehr) -> String {
    format!(
        "baseUrl: {BASE}
limits: {{ deadline: 5s }}
clients:
  - name: st-elsewhere
    issuer: https://ehr.example.org
    jwks: keys.json
    fhirServers: ['{}']
    clientIds: {{ labs: cds-labs, user: cds-user }}
    backend: {{ services: [labs, user], clientId: cds-engine, key: own.pem, scope: system/Observation.rs }}
",
        ehr.base()
    )
}

fn folder(ehr: &Ehr) -> Folder {
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).expect("a key").serialize_pem();
    Folder::with(&[
        ("engine.yaml", &settings(ehr)),
        ("own.pem", &key),
        ("keys.json", &keys::of_st_elsewhere().to_string()),
        ("rules/labs.yaml", &rule("labs", "backend")),
        ("rules/unlisted.yaml", &rule("unlisted", "backend")),
        ("rules/user.yaml", &rule("user", "user")),
    ])
}

fn served(ehr: &Ehr) -> (Folder, Server) {
    let folder = folder(ehr);
    let server = Server::start_with(folder.path(), &["--config", "engine.yaml"], &[("RUST_LOG", "debug")]);
    (folder, server)
}

/// A call that lends nothing.
fn call() -> Value {
    json!({
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": { "userId": "Practitioner/1", "patientId": "123" }
    })
}

fn ask(server: &Server, service: &str, body: &Value) -> (u16, String) {
    let path = format!("/cds-services/{service}");
    let request = server.client().post(format!("{}{path}", server.url)).header("content-type", "application/json");
    let request = request.header("authorization", format!("Bearer {}", Token::to(&path).text())).body(body.to_string());
    let answer = request.send().expect("an answer");
    (answer.status().as_u16(), answer.text().expect("a body"))
}

#[test]
fn a_call_that_lends_nothing_is_answered_with_a_token_of_the_engines_own_asked_for_once() {
    let ehr = Ehr::well();
    let (_folder, server) = served(&ehr);
    let answers: Vec<(u16, String)> = thread::scope(|scope| {
        let calls: Vec<_> = (0..10).map(|_| scope.spawn(|| ask(&server, "labs", &call()))).collect();
        calls.into_iter().map(|call| call.join().expect("no panic")).collect()
    });
    assert!(answers.iter().all(|(status, body)| *status == 200 && body.contains("Labs: 0")), "{answers:?}");
    let mut naming = call();
    naming["fhirServer"] = json!(ehr.base());
    assert_eq!(ask(&server, "labs", &naming).0, 200);
    let forms = ehr.asked("/token");
    assert_eq!(forms.len(), 1, "{forms:?}");
    check_proof(&server, &ehr, &forms[0]);
    let log = server.log().join("\n");
    assert!(!log.contains(OWN) && !log.contains("eyJ"), "{log}");
    let metrics = server.get("/metrics").1.to_string();
    assert!(metrics.contains("engine_backend_tokens_total"), "{metrics}");
}

/// Checks what was sent for a token, with the key that the engine publishes.
fn check_proof(server: &Server, ehr: &Ehr, form: &str) {
    let field = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap_or_default().to_owned();
    assert_eq!(field("grant_type"), "client_credentials");
    assert_eq!(field("scope"), "system%2FObservation.rs");
    assert_eq!(field("client_assertion_type"), "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer");
    let proof = field("client_assertion");
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64");
    let (signed, signature) = proof.rsplit_once('.').expect("three parts");
    let (header, claims) = signed.split_once('.').expect("three parts");
    let read = |part: &str| serde_json::from_slice::<Value>(&decode(part)).expect("JSON");
    let (header, claims) = (read(header), read(claims));
    assert_eq!((&header["alg"], &header["typ"]), (&json!("ES384"), &json!("JWT")));
    assert_eq!((&claims["iss"], &claims["sub"]), (&json!("cds-engine"), &json!("cds-engine")));
    assert_eq!(claims["aud"], json!(format!("{}/token", ehr.origin)));
    let keys = server.get("/.well-known/jwks.json").1;
    let key = &keys["keys"][0];
    assert_eq!(key["kid"], header["kid"]);
    assert!(key.get("d").is_none(), "{keys}");
    let coordinate = |name: &str| decode(key[name].as_str().expect("text"));
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let found = UnparsedPublicKey::new(&ECDSA_P384_SHA384_FIXED, point).verify(signed.as_bytes(), &decode(signature));
    assert!(found.is_ok(), "the signature is the published key's");
}

#[test]
fn only_listed_services_whose_rule_says_so_use_it_and_only_at_an_agreed_server() {
    let ehr = Ehr::well();
    let (_folder, server) = served(&ehr);
    for service in ["unlisted", "user"] {
        let (status, body) = ask(&server, service, &call());
        assert!(status == 412 && body.contains("no token was lent"), "{service}: {body}");
    }
    let mut elsewhere = call();
    elsewhere["fhirServer"] = json!("https://evil.example/fhir");
    let (status, body) = ask(&server, "labs", &elsewhere);
    assert!(status == 403 && body.contains("$.fhirServer"), "{body}");
    assert!(ehr.asked("/").is_empty());
    server.wait_until("a service listed in vain is reported", |server| {
        server.log().iter().any(|line| line.contains("access: backend") && line.contains("user"))
    });
}

#[test]
fn it_never_takes_the_place_of_a_lent_token_that_is_refused() {
    let ehr = Ehr::well();
    let (_folder, server) = served(&ehr);
    let lending = |member: &str, value: Value| {
        let mut body = call();
        body["fhirServer"] = json!(ehr.base());
        body["fhirAuthorization"] = json!({
            "access_token": GRANTED, "token_type": "Bearer", "expires_in": 300, "subject": "cds-labs", "patient": "123", "scope": "user/Observation.rs"
        });
        body["fhirAuthorization"][member] = value;
        body
    };
    for (member, value) in
        [("subject", json!("other")), ("patient", json!("456")), ("expires_in", json!(0)), ("scope", json!("user/Patient.r"))]
    {
        assert_eq!(ask(&server, "labs", &lending(member, value)).0, 403, "{member}");
    }
    // The FHIR server refuses this one.
    assert_eq!(ask(&server, "labs", &lending("patient", json!("123"))).0, 412);
    assert!(ehr.asked("/token").is_empty());
}

#[test]
fn what_is_granted_must_cover_the_rule() {
    let ehr = Ehr::granting("200 OK", granted("system/Patient.rs patient/Observation.rs"));
    let (_folder, server) = served(&ehr);
    let (status, body) = ask(&server, "labs", &call());
    assert!(status == 403 && body.contains("`labs`") && body.contains("system/Patient.rs"), "{body}");
    assert!(ehr.asked("/Observation").is_empty());
}

#[test]
fn where_no_token_can_be_had_what_was_sent_is_decided_on() {
    let ehr = Ehr::granting("400 Bad Request", json!({ "error": "invalid_client", "error_description": "secret" }));
    let (_folder, server) = served(&ehr);
    let (status, body) = ask(&server, "labs", &call());
    assert!(status == 412 && body.contains("token of the engine's own"), "{body}");
    let mut prefetched = call();
    prefetched["prefetch"] = json!({ "labs": null });
    assert_eq!(ask(&server, "labs", &prefetched).0, 200);
    server.wait_until("the log says why", |server| server.log().iter().any(|line| line.contains("`invalid_client`")));
    assert!(!server.log().join("").contains("secret"));
    assert_eq!(ehr.asked("/token").len(), 1, "and the server is left alone");
}

#[test]
fn a_key_that_cannot_be_used_is_named_and_nothing_is_served() {
    let folder = folder(&Ehr::well());
    folder.write("own.pem", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    let (_, stderr, code) = printed(&run_in(folder.path(), &["serve", "--config", "engine.yaml", "--listen", "127.0.0.1:0"]));
    assert!(code == 2 && stderr.contains("own.pem: is no private key for ES384") && !stderr.contains("c2VjcmV0"), "{stderr}");
}
