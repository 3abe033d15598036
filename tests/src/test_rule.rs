//! A rule of a few lines, served for one call.

use crate::{Folder, Server};
use serde_json::{Value, json};
use std::fmt::Write;

const HEAD: &str = "id: test-rule\nversion: 1.0.0\ndescription: A test.\nsource: { label: Tests }\n";
const HOOK: &str = "hook: patient-view\n";
const SETTINGS: &str = "timezone: America/New_York\n";

/// A rule, the files that it uses, and the context of the call.
#[derive(Debug)]
pub struct TestRule {
    rule: String,
    files: Vec<(String, String)>,
    context: Value,
    access: Option<Value>,
}

impl TestRule {
    /// The keys of the rule besides those that every rule has; with `hook` first where it isn't `patient-view`. Indented as it likes.
    pub fn with_keys(keys: &str) -> TestRule {
        let keys = dedent(keys);
        let hook = if keys.starts_with("hook:") { "" } else { HOOK };
        let context = json!({ "userId": "Practitioner/1", "patientId": "p1" });
        TestRule { rule: format!("{HEAD}{hook}{keys}"), files: Vec::new(), context, access: None }
    }

    /// With another file, below `rules`.
    pub fn file(mut self, path: &str, text: &str) -> TestRule {
        self.files.push((format!("rules/{path}"), dedent(text)));
        self
    }

    /// With a field of the context.
    pub fn context(mut self, field: &str, value: Value) -> TestRule {
        self.context[field] = value;
        self
    }

    /// With a token for this FHIR server, whose scopes cover everything.
    pub fn with_access_to(mut self, fhir_server: &str) -> TestRule {
        let token = json!({ "access_token": "t", "token_type": "Bearer", "expires_in": 300, "scope": "user/*.rs", "subject": "cds" });
        self.access = Some(json!({ "fhirServer": fhir_server, "fhirAuthorization": token }));
        self
    }

    /// What each expression gives on this data: as it prints, or `absent`, or `unknown`. Where the rule has `values`, that is its last key.
    pub fn shows(mut self, expressions: &[&str], prefetch: Value) -> Vec<String> {
        let (mut values, mut cards) = (String::new(), String::from("cards:\n"));
        for (place, expression) in expressions.iter().enumerate() {
            let quoted = json!(expression);
            let _ = writeln!(values, "  shown{place}: {quoted}");
            for (id, when, summary) in [
                ("present", format!("present(shown{place})"), format!("{{{{ shown{place} }}}}")),
                ("absent", format!("missing(shown{place})"), "absent".to_owned()),
                ("unknown", format!("not(known(shown{place}))"), "unknown".to_owned()),
            ] {
                let _ = writeln!(cards, "  - {{ id: {id}-{place}, when: {when}, summary: '{summary}', indicator: info }}");
            }
        }
        if !self.rule.contains("\nvalues:\n") {
            self.rule += "values:\n";
        }
        self.rule += &format!("{values}{cards}");
        self.summaries(prefetch)
    }

    /// The summaries of the cards on this data.
    pub fn summaries(self, prefetch: Value) -> Vec<String> {
        let cards = self.answers(prefetch)["cards"].take();
        cards.as_array().expect("cards").iter().map(|card| card["summary"].as_str().expect("a summary").to_owned()).collect()
    }

    /// The answer on this data.
    pub fn answers(self, prefetch: Value) -> Value {
        let (status, answer) = self.call(prefetch);
        assert_eq!(status, 200, "{answer:#}");
        answer
    }

    /// The status and the answer on this data.
    pub fn call(self, prefetch: Value) -> (u16, Value) {
        let folder = Folder::with(&[("rules/test-rule.yaml", &self.rule), ("engine.yaml", SETTINGS)]);
        self.files.iter().for_each(|(path, text)| folder.write(path, text));
        let server = Server::start(folder.path(), &["--config", "engine.yaml"]);
        let hook = self.rule.split("hook: ").nth(1).and_then(|rest| rest.lines().next()).expect("a hook");
        let mut body = self.access.unwrap_or_else(|| json!({}));
        body["hook"] = json!(hook);
        body["hookInstance"] = json!("d1577c69-dfbe-44ad-ba6d-3e05e953b2ea");
        body["context"] = self.context;
        body["prefetch"] = prefetch;
        server.post("/cds-services/test-rule", &body)
    }
}

/// A searchset of these resources.
pub fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<Value> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "searchset", "entry": entries })
}

/// `text` without the indentation that all of its lines share, and without its first line if that is empty.
fn dedent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text).trim_end();
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or(0);
    text.lines().map(|line| format!("{}\n", line.get(least..).unwrap_or(""))).collect()
}
