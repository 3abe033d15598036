//! `engine serve` from outside: what it refuses to start with, what it answers and refuses, how it follows its rules folder.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod serve {
    mod call;
    mod reload;
    mod start;

    pub(crate) use engine_tests::LABS;
    use engine_tests::{Folder, Server};
    use serde_json::{Value, json};

    /// A server of that rule, with these settings.
    pub(crate) fn server(settings: &str) -> (Folder, Server) {
        let folder = Folder::with(&[("rules/labs.yaml", LABS), ("engine.yaml", settings)]);
        let server = Server::start(folder.path(), &["--config", "engine.yaml"]);
        (folder, server)
    }

    /// A call of `patient-view` for patient 123, everything prefetched.
    pub(crate) fn call() -> Value {
        json!({
            "hook": "patient-view",
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": { "userId": "Practitioner/1", "patientId": "123" },
            "prefetch": { "labs": labs(&["a"], "Patient/123") }
        })
    }

    /// The same with nothing prefetched, and a token for `fhir_server`.
    pub(crate) fn granting_call(fhir_server: &str, scope: &str) -> Value {
        let mut body = call();
        body["prefetch"] = json!({});
        body["fhirServer"] = json!(fhir_server);
        body["fhirAuthorization"] = json!({
            "access_token": "secret-token", "token_type": "Bearer", "expires_in": 300, "scope": scope, "subject": "cds", "patient": "123"
        });
        body
    }

    /// A searchset of observations.
    pub(crate) fn labs(ids: &[&str], subject: &str) -> Value {
        let entry = |id: &&str| json!({ "resource": { "resourceType": "Observation", "id": id, "status": "final", "subject": { "reference": subject } } });
        json!({ "resourceType": "Bundle", "type": "searchset", "entry": ids.iter().map(entry).collect::<Vec<_>>() })
    }

    pub(crate) fn summary(answer: &Value) -> &str {
        answer["cards"][0]["summary"].as_str().unwrap_or_else(|| panic!("no card: {answer}"))
    }
}
