//! What `GET /cds-services` answers (CDS Hooks 2.0.1, "Discovery").
//!
//! Knows how services are published. Must never know of rules. A member without a value is left out, as the specification asks.

use engine_fhir::writer::JsonWriter;

/// The extension that carries the scopes that a service requires.
pub const SCOPES_EXTENSION: &str = "org.cds-hooks-rules-engine.scopes";

/// A service as discovery publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Which hook.
    pub hook: String,
    /// The hook's version, where the rule names one (3.0).
    pub hook_version: Option<String>,
    /// Id in the URL.
    pub id: String,
    /// Name for people.
    pub title: Option<String>,
    /// Markdown.
    pub description: String,
    /// Names and templates of what the EHR is asked to send.
    pub prefetch: Vec<(String, String)>,
    /// What people who configure the EHR should know.
    pub usage_requirements: Option<String>,
    /// The SMART scopes that its queries require: an extension.
    pub scopes: Vec<String>,
}

/// The answer's JSON, services in the order given.
pub fn to_json(services: &[Service]) -> String {
    let mut writer = JsonWriter::new();
    writer.begin_object();
    writer.name("services");
    writer.begin_array();
    for service in services {
        write_service(service, &mut writer);
    }
    writer.end_array();
    writer.end_object();
    writer.finish()
}

fn write_service(service: &Service, writer: &mut JsonWriter) {
    writer.begin_object();
    writer.member("hook", &service.hook);
    write_optional("hookVersion", service.hook_version.as_deref(), writer);
    write_optional("title", service.title.as_deref(), writer);
    writer.member("description", &service.description);
    writer.member("id", &service.id);
    write_prefetch(&service.prefetch, writer);
    write_optional("usageRequirements", service.usage_requirements.as_deref(), writer);
    write_scopes(&service.scopes, writer);
    writer.end_object();
}

fn write_optional(name: &str, value: Option<&str>, writer: &mut JsonWriter) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        writer.member(name, value);
    }
}

fn write_prefetch(prefetch: &[(String, String)], writer: &mut JsonWriter) {
    if prefetch.is_empty() {
        return;
    }
    writer.name("prefetch");
    writer.begin_object();
    for (name, template) in prefetch {
        writer.member(name, template);
    }
    writer.end_object();
}

fn write_scopes(scopes: &[String], writer: &mut JsonWriter) {
    if scopes.is_empty() {
        return;
    }
    writer.name("extension");
    writer.begin_object();
    writer.name(SCOPES_EXTENSION);
    writer.begin_array();
    for scope in scopes {
        writer.text(scope);
    }
    writer.end_array();
    writer.end_object();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_services_are_an_empty_list() {
        assert_eq!(to_json(&[]), r#"{"services":[]}"#);
    }

    #[test]
    fn a_service_is_published_with_all_that_it_has() {
        let service = Service {
            hook: "order-dispatch".to_owned(),
            hook_version: Some("1.0".to_owned()),
            id: "in-network".to_owned(),
            title: Some("In network?".to_owned()),
            description: "Whether the \"performer\"\nis in network.".to_owned(),
            prefetch: vec![("patient".to_owned(), "Patient/{{context.patientId}}".to_owned())],
            usage_requirements: Some("Ask billing first.".to_owned()),
            scopes: vec!["patient/Patient.r".to_owned()],
        };
        let json: serde_json::Value = serde_json::from_str(&to_json(&[service])).unwrap();
        insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
    }

    #[test]
    fn what_has_no_value_is_left_out() {
        let service = Service {
            hook: "patient-view".to_owned(),
            hook_version: None,
            id: "hello".to_owned(),
            title: Some(String::new()),
            description: "Says hello.".to_owned(),
            prefetch: Vec::new(),
            usage_requirements: None,
            scopes: Vec::new(),
        };
        assert_eq!(to_json(&[service]), r#"{"services":[{"hook":"patient-view","description":"Says hello.","id":"hello"}]}"#);
    }
}
