//! What `GET /cds-services` answers (CDS Hooks 2.0.1, "Discovery").

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
    /// For people who configure the EHR.
    pub usage_requirements: Option<String>,
    /// The least SMART scopes that its queries need: an extension.
    pub scopes: Vec<String>,
}

/// The answer's JSON, services in the order given.
pub fn to_json(services: &[Service]) -> String {
    let _ = services;
    todo!()
}
