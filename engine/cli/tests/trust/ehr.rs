//! An engine with two clients, and an EHR that calls it.

use super::{
    keys,
    token::{BASE, LABS, Token},
};
use engine_tests::{FhirServer, Folder, Server};
use reqwest::blocking::{RequestBuilder, Response};
use serde_json::{Value, json};
use std::{sync::Mutex, time::Duration};

/// A name that must never be read in a log.
const NAME: &str = "Appleseed";
/// A granted token, which must never be read in a log either.
const GRANTED: &str = "granted-0123456789abcdef";

/// The rule that counts observations, by another id, with a query for problems.
fn rule(id: &str) -> String {
    engine_tests::LABS
        .replace("id: labs", &format!("id: {id}"))
        .replace("values:", "  problems: Condition?patient={{context.patientId}}\nvalues:")
}

/// The engine, its FHIR server, and all that was sent to it.
pub(super) struct Engine {
    pub(super) server: Server,
    pub(super) fhir: FhirServer,
    pub(super) folder: Folder,
    sent: Mutex<Vec<String>>,
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
    pub(super) challenge: Option<String>,
}

impl Engine {
    /// With both clients' keys in files.
    pub(super) fn start() -> Engine {
        Engine::with_keys("keys/st-elsewhere.json")
    }

    /// With the first client's keys elsewhere.
    pub(super) fn with_keys(jwks: &str) -> Engine {
        Engine::with(jwks, "sqlite:engine.db")
    }

    /// With a store that others may use too.
    pub(super) fn with_store(store: &str) -> Engine {
        Engine::with("keys/st-elsewhere.json", store)
    }

    fn with(jwks: &str, store: &str) -> Engine {
        let fhir = FhirServer::empty();
        let settings = format!(
            "baseUrl: {BASE}
store: {store}
lifetime: 5min
limits: {{ deadline: 1500ms }}
clients:
  - name: st-elsewhere
    issuer: https://ehr.example.org
    jwks: {jwks}
    jku: https://ehr.example.org/jwks.json
    fhirServers: [https://ehr.example.org/fhir/R4, '{}']
    clientIds: {{ labs: cds-labs, vitals: cds-vitals }}
    algorithms: [ES384, ES256, RS384, EdDSA]
  - name: general
    issuer: https://general.example.org
    jwks: keys/general.json
    fhirServers: [https://general.example.org/fhir]
",
            fhir.base
        );
        let folder = Folder::with(&[
            ("engine.yaml", &settings),
            ("rules/labs.yaml", &rule("labs")),
            ("rules/vitals.yaml", &rule("vitals")),
            ("rules/other.yaml", &rule("other")),
            ("keys/st-elsewhere.json", &keys::of_st_elsewhere().to_string()),
            ("keys/general.json", &keys::of_general().to_string()),
        ]);
        let server = Server::start_with(folder.path(), &["--config", "engine.yaml"], &[("RUST_LOG", "debug")]);
        Engine { server, fhir, folder, sent: Mutex::default() }
    }

    /// A request with these `Authorization` headers.
    pub(super) fn send(&self, request: RequestBuilder, authorizations: &[&str]) -> Answer {
        self.sent.lock().expect("no panic").extend(authorizations.iter().map(|text| (*text).to_owned()));
        let with_each = authorizations.iter().fold(request, |request, text| request.header("authorization", *text));
        Answer::of(with_each.timeout(Duration::from_secs(30)).send().expect("an answer"))
    }

    /// A POST with a token.
    pub(super) fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.send(self.posting(path, body), &[&format!("Bearer {token}")])
    }

    /// A GET with a token.
    pub(super) fn get(&self, path: &str, token: &str) -> Answer {
        self.send(self.server.client().get(format!("{}{path}", self.server.url)), &[&format!("Bearer {token}")])
    }

    /// A POST without a token yet.
    pub(super) fn posting(&self, path: &str, body: &Value) -> RequestBuilder {
        self.server.client().post(format!("{}{path}", self.server.url)).header("content-type", "application/json").body(body.to_string())
    }

    /// Calls the service with a good token.
    pub(super) fn call(&self, body: &Value) -> Answer {
        self.post(LABS, &Token::new().text(), body)
    }

    /// A call that lends access to this engine's FHIR server, in order.
    pub(super) fn lending(&self) -> Value {
        let mut body = call();
        body["prefetch"] = json!({});
        body["fhirServer"] = json!(self.fhir.base);
        body["fhirAuthorization"] = json!({
            "access_token": GRANTED, "token_type": "Bearer", "expires_in": 300, "subject": "cds-labs", "patient": "123",
            "scope": "patient/Observation.rs patient/Condition.rs"
        });
        body
    }

    /// The lines of the log from a place on, as soon as one of them has all of `what`.
    pub(super) fn log_from(&self, place: usize, what: &[&str]) -> String {
        let logged = |server: &Server| server.log()[place..].iter().find(|line| what.iter().all(|what| line.contains(what))).cloned();
        self.server.wait_until(&format!("the log has {what:?} in {:#?}", &self.server.log()[place..]), |server| logged(server).is_some());
        logged(&self.server).unwrap_or_default()
    }

    /// Checks that nothing that was sent can be read in the log: no token, nor the name of a patient.
    pub(super) fn check_log(&self) {
        let log = self.server.log().join("\n");
        assert!(!log.contains(NAME) && !log.contains(GRANTED), "{log}");
        let sent = self.sent.lock().expect("no panic");
        let parts = sent.iter().flat_map(|text| text.split(['.', ' '])).filter(|part| part.len() > 16);
        let found: Vec<&str> = parts.filter(|part| log.contains(part)).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}

impl Answer {
    fn of(response: Response) -> Answer {
        let challenge = response.headers().get("www-authenticate").and_then(|value| value.to_str().ok()).map(str::to_owned);
        Answer { status: response.status().as_u16(), body: response.text().expect("a body"), challenge }
    }
}

/// A call of `patient-view` for patient 123, everything prefetched.
pub(super) fn call() -> Value {
    let subject = json!({ "reference": "Patient/123", "display": format!("Jane {NAME}") });
    let lab = json!({ "resourceType": "Observation", "id": "a", "status": "final", "subject": subject });
    let bundle = |entries: Value| json!({ "resourceType": "Bundle", "type": "searchset", "entry": entries });
    json!({
        "hook": "patient-view",
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": { "userId": "Practitioner/1", "patientId": "123" },
        "prefetch": { "labs": bundle(json!([{ "resource": lab }])), "problems": null }
    })
}
