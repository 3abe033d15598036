//! A service call's body (CDS Hooks 2.0.1, "HTTP Request"): required members, their types, the hook's context.
//!
//! Knows what the specification asks of a request. Must never know whether a client or a token is trusted, which is
//! another's part, and must never let a value of the body into a message or a Debug output.
//! A [`Request`] that exists is well formed: no later step checks a shape again. Members that nobody defined are ignored.

mod authorization;
mod context;
mod prefetch;

use crate::{
    catalogue::Hook,
    problem::{Object, Problems, of_kind},
};
use engine_fhir::{
    Document, Kind, Node,
    reference::{self, is_id},
};
use std::borrow::Cow;

pub use crate::problem::Problem;
pub use authorization::FhirAuthorization;

/// A request whose members have been checked. All of it is in the document it was read from.
#[derive(Clone)]
pub struct Request<'d> {
    /// The whole body.
    pub root: Node<'d>,
    /// Which hook fired.
    pub hook: Cow<'d, str>,
    /// The UUID of this firing.
    pub hook_instance: Cow<'d, str>,
    /// Base URL of the FHIR server, as sent.
    pub fhir_server: Option<Cow<'d, str>>,
    /// `fhirAuthorization`: the access that the client grants.
    pub authorization: Option<FhirAuthorization<'d>>,
    /// The hook's context.
    pub context: Node<'d>,
    /// What was prefetched: an object.
    pub prefetch: Option<Node<'d>>,
    /// `context.patientId` without a leading `Patient/`, where the hook has one.
    pub patient_id: Option<Cow<'d, str>>,
}

/// Shows the hook and its firing only: the rest may be a patient's data.
impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Request({} {})", self.hook, self.hook_instance)
    }
}

impl<'d> Request<'d> {
    /// Checks all members against the specification and the hooks that the service answers, and reports every problem found.
    /// `service_hooks` are those of the service called.
    pub fn read(document: &'d Document, service_hooks: &[&Hook]) -> Result<Request<'d>, Vec<Problem>> {
        let mut problems = Problems::default();
        let request = read(document.root(), service_hooks, &mut problems);
        problems.or(request)
    }
}

fn read<'d>(root: Node<'d>, service_hooks: &[&Hook], problems: &mut Problems) -> Option<Request<'d>> {
    let whole = || "$".to_owned();
    let node = of_kind(root, Kind::Object, whole, "an object, the CDS Hooks request", problems)?;
    let body = Object { node, path: "$" };
    let hook = read_hook(body, service_hooks, problems);
    let hook_instance = read_hook_instance(body, problems);
    let fhir_server = read_fhir_server(body, problems);
    let authorization = authorization::read(body, problems);
    let context = read_context(body, hook, problems);
    let prefetch = prefetch::read(body, problems);
    Some(Request {
        root,
        hook: node.get("hook")?.as_text()?,
        hook_instance: hook_instance?,
        fhir_server,
        authorization,
        context: context?,
        prefetch,
        patient_id: hook?.field("patientId").and(context?.get("patientId")).and_then(Node::as_text).map(|id| without_type(id, "Patient")),
    })
}

fn read_hook<'h>(body: Object<'_, '_>, service_hooks: &[&'h Hook], problems: &mut Problems) -> Option<&'h Hook> {
    let name = body.required_text("hook", "the name of the hook that fired", problems)?;
    let found = service_hooks.iter().find(|hook| hook.name == name).copied();
    if found.is_none() {
        let names: Vec<&str> = service_hooks.iter().map(|hook| hook.name.as_str()).collect();
        problems.add("$.hook", format!("not a hook of this service; it answers {}", names.join(", ")));
    }
    found
}

fn read_hook_instance<'d>(body: Object<'d, '_>, problems: &mut Problems) -> Option<Cow<'d, str>> {
    const EXPECTED: &str = "a UUID, fresh for each firing of the hook";
    let instance = body.required_text("hookInstance", EXPECTED, problems)?;
    if is_uuid(&instance) {
        return Some(instance);
    }
    problems
        .add("$.hookInstance", "text that is no UUID; expected one in plain form: 36 characters, without braces and without `urn:uuid:`");
    None
}

fn read_fhir_server<'d>(body: Object<'d, '_>, problems: &mut Problems) -> Option<Cow<'d, str>> {
    const EXPECTED: &str = "the base URL of the FHIR server, as https://ehr.example.org/fhir";
    let has_authorization = body.optional("fhirAuthorization").is_some();
    let server = match has_authorization {
        true => body.required_text("fhirServer", format_args!("{EXPECTED}: `fhirAuthorization` is for that server"), problems)?,
        false => body.optional_text("fhirServer", EXPECTED, problems)?,
    };
    if is_base_url(&server) {
        return Some(server);
    }
    problems.add("$.fhirServer", format!("not a base URL; expected {EXPECTED}: http or https, no user name, no `?` and no `#`"));
    None
}

fn read_context<'d>(body: Object<'d, '_>, hook: Option<&Hook>, problems: &mut Problems) -> Option<Node<'d>> {
    let expected = "an object with the fields that the hook defines";
    let context = body.required("context", expected, problems)?;
    let context = of_kind(context, Kind::Object, || body.path_of("context"), expected, problems)?;
    context::check(Object { node: context, path: "$.context" }, hook?, problems);
    Some(context)
}

/// Whether it is a UUID in its plain form, of any version.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

/// [`reference::without_type`] of a text that may be borrowed from the document.
pub(crate) fn without_type<'d>(text: Cow<'d, str>, resource_type: &str) -> Cow<'d, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(reference::without_type(text, resource_type)),
        Cow::Owned(text) => Cow::Owned(reference::without_type(&text, resource_type).to_owned()),
    }
}

/// Checks that the text is an id of the type, alone or as `Type/id`.
fn check_id(text: &str, resource_type: &str, path: impl Fn() -> String, problems: &mut Problems) {
    if !is_id(reference::without_type(text, resource_type)) {
        problems.add(path(), format!("not a FHIR id; expected the {resource_type}'s id: letters, digits, `-` and `.`, at most 64"));
    }
}

/// Whether a FHIR server's URLs can be made by appending to it: absolute, http or https, and without user name, query
/// and fragment.
fn is_base_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_http && !authority.is_empty() && !authority.starts_with(':') && !authority.contains('@') && rest.bytes().all(is_path_byte)
}

/// RFC 3986's characters of authority and path, percent-encoding included.
fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%[]".contains(&byte)
}

#[cfg(test)]
mod tests;
