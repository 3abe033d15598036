//! The request that an EHR would send when a hook fires (CDS Hooks 2.0.1, "HTTP Request"). Knows its JSON; must never know a rule or a record.

use engine_fhir::writer::JsonWriter;

/// The FHIR server that requests name. Nobody asks it, since the record answers in its place.
const FHIR_SERVER: &str = "https://record.example/fhir";
/// The UUID of every request, so that what is rehearsed twice comes out the same.
const HOOK_INSTANCE: &str = "00000000-0000-4000-8000-000000000000";

/// The request of a hook that fires.
#[derive(Clone, Debug, Default)]
pub struct HookRequest {
    /// The hook's name.
    pub hook: String,
    /// Fields of its context, each with its JSON.
    pub context: Vec<(String, String)>,
    /// What the EHR sends, by entry, as JSON.
    pub prefetch: Vec<(String, String)>,
    /// The access that the EHR grants, if it does.
    pub authorization: Option<FhirAuthorization>,
}

/// The member `fhirAuthorization`: the access that an EHR grants.
#[derive(Clone, Debug)]
pub struct FhirAuthorization {
    /// What the token grants.
    pub scope: String,
    /// Whom it is for.
    pub patient: Option<String>,
    /// Members laid over the others, as JSON.
    pub others: Vec<(String, String)>,
}

impl HookRequest {
    /// Its body.
    pub fn to_json(&self) -> String {
        let mut writer = JsonWriter::new();
        writer.begin_object();
        writer.member("hook", &self.hook);
        writer.member("hookInstance", HOOK_INSTANCE);
        if let Some(authorization) = &self.authorization {
            writer.member("fhirServer", FHIR_SERVER);
            writer.name("fhirAuthorization");
            write_object(&mut writer, &authorization.members());
        }
        writer.name("context");
        write_object(&mut writer, &self.context);
        if !self.prefetch.is_empty() {
            writer.name("prefetch");
            write_object(&mut writer, &self.prefetch);
        }
        writer.end_object();
        writer.finish()
    }
}

impl FhirAuthorization {
    /// The members of `fhirAuthorization`, each with its JSON.
    fn members(&self) -> Vec<(String, String)> {
        let text = |name: &str, value: &str| (name.to_owned(), json_text(value));
        let mut members = vec![
            text("access_token", "rehearsed"),
            text("token_type", "Bearer"),
            ("expires_in".to_owned(), "300".to_owned()),
            text("scope", &self.scope),
            text("subject", "rehearsal"),
        ];
        members.extend(self.patient.as_deref().map(|patient| text("patient", patient)));
        members.retain(|(name, _)| self.others.iter().all(|(other, _)| other != name));
        members.extend(self.others.iter().cloned());
        members
    }
}

/// A text as JSON.
pub(crate) fn json_text(text: &str) -> String {
    let mut writer = JsonWriter::new();
    writer.text(text);
    writer.finish()
}

fn write_object(writer: &mut JsonWriter, members: &[(String, String)]) {
    writer.begin_object();
    for (name, json) in members {
        writer.name(name);
        writer.raw(json);
    }
    writer.end_object();
}
