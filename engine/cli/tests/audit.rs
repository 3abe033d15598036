//! `engine audit` and `engine report` from outside: what is recorded of calls, found again, and counted. The same on SQLite and on PostgreSQL.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod audit {
    mod event;
    mod list;
    mod record;
    mod report;

    use engine_tests::{Folder, LABS, Server, TestStore, printed, run_in};
    use serde_json::{Value, json};

    /// The rule that counts observations, whose card may be overridden and has a suggestion.
    pub(crate) fn rule() -> String {
        format!(
            "{LABS}    overrideReasons: [{{ system: 'https://example.org/reasons', code: known, display: Known }}]
    selectionBehavior: at-most-one
    suggestions: [{{ label: Fine }}]
"
        )
    }

    pub(crate) const PATH: &str = "/cds-services/labs";

    /// An engine that uses a store.
    pub(crate) struct Engine {
        pub(crate) server: Server,
        pub(crate) folder: Folder,
    }

    impl Engine {
        /// With further settings.
        pub(crate) fn start(store: &TestStore, settings: &str) -> Engine {
            let labs = rule();
            let silent = labs.replace("id: labs", "id: quiet\nmode: silent");
            let settings = format!("{}{settings}", store.settings());
            let folder = Folder::with(&[("rules/labs.yaml", &labs), ("rules/quiet.yaml", &silent), ("engine.yaml", &settings)]);
            Engine { server: Server::start(folder.path(), &["--config", "engine.yaml"]), folder }
        }

        /// What a command prints with these arguments.
        pub(crate) fn prints(&self, arguments: &[&str]) -> String {
            let (out, stderr, code) = printed(&run_in(self.folder.path(), &[arguments, &["--config", "engine.yaml"]].concat()));
            assert_eq!(code, 0, "{stderr}");
            out
        }

        /// The records that these arguments ask for.
        pub(crate) fn records(&self, arguments: &[&str]) -> Vec<Value> {
            let lines = self.prints(&[&["audit", "--format", "json"], arguments].concat());
            lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
        }

        /// Waits until there are so many records.
        pub(crate) fn wait_for_records(&self, count: usize) {
            self.server.wait_until("the records are there", |_| self.records_or_none().is_some_and(|found| found == count));
        }

        /// The engine makes its tables behind its start, so that there may be none yet.
        fn records_or_none(&self) -> Option<usize> {
            let (out, _, code) = printed(&run_in(self.folder.path(), &["audit", "--format", "json", "--config", "engine.yaml"]));
            (code == 0).then(|| out.lines().count())
        }

        /// Calls for a patient; gives the uuid of the card.
        pub(crate) fn call(&self, patient: &str) -> String {
            let (status, answer) = self.server.post(PATH, &call(patient));
            assert_eq!(status, 200, "{answer}");
            answer["cards"][0]["uuid"].as_str().expect("a card").to_owned()
        }
    }

    /// A call of `patient-view`, everything prefetched.
    pub(crate) fn call(patient: &str) -> Value {
        json!({
            "hook": "patient-view",
            "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": { "userId": "Practitioner/1", "patientId": patient },
            "prefetch": { "labs": labs(patient) }
        })
    }

    /// The same with nothing prefetched, and a token for `fhir_server`.
    pub(crate) fn granting_call(patient: &str, fhir_server: &str, scope: &str) -> Value {
        let mut body = call(patient);
        body["prefetch"] = json!({});
        body["fhirServer"] = json!(fhir_server);
        body["fhirAuthorization"] = json!({
            "access_token": "secret-token", "token_type": "Bearer", "expires_in": 300, "scope": scope, "subject": "cds-labs", "patient": patient
        });
        body
    }

    /// A searchset of one observation, which names the patient.
    pub(crate) fn labs(patient: &str) -> Value {
        let subject = json!({ "reference": format!("Patient/{patient}"), "display": "Arabella Quince" });
        json!({ "resourceType": "Bundle", "type": "searchset", "entry": [
            { "resource": { "resourceType": "Observation", "id": "a", "status": "final", "subject": subject } }
        ] })
    }
}
