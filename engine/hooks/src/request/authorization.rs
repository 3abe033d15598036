//! `fhirAuthorization` (CDS Hooks 2.0.1, "Passing the Access Token to the CDS Service").
//!
//! Knows its shape. Must never decide whether the token may be used, nor show it.

use super::{check_id, without_type};
use crate::problem::{Object, Problems, kind_name, of_kind};
use engine_fhir::{Kind, Node};
use std::borrow::Cow;

/// The access that the client grants for one call. Its Debug never shows the token.
#[derive(Clone)]
pub struct FhirAuthorization<'d> {
    /// The token; sent to `fhirServer` and nowhere else, never logged.
    pub access_token: Cow<'d, str>,
    /// Lifetime in seconds.
    pub expires_in: i64,
    /// Granted scopes.
    pub scope: Cow<'d, str>,
    /// This service's client id at the EHR.
    pub subject: Cow<'d, str>,
    /// The patient of `patient/` scopes, without a leading `Patient/`.
    pub patient: Option<Cow<'d, str>>,
}

impl std::fmt::Debug for FhirAuthorization<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FhirAuthorization { .. }")
    }
}

pub(super) fn read<'d>(body: Object<'d, '_>, problems: &mut Problems) -> Option<FhirAuthorization<'d>> {
    const PATH: &str = "$.fhirAuthorization";
    let member = body.optional("fhirAuthorization")?;
    let node = of_kind(member, Kind::Object, || PATH.to_owned(), "an object with the access token", problems)?;
    let object = Object { node, path: PATH };
    let access_token = read_token(object, problems);
    check_token_type(object, problems);
    let expires_in = read_expires_in(object, problems);
    let scope = read_scope(object, problems);
    let subject = object.required_text("subject", "this service's client id at the EHR's authorization server", problems);
    let patient = read_patient(object, problems);
    Some(FhirAuthorization { access_token: access_token?, expires_in: expires_in?, scope: scope?, subject: subject?, patient })
}

/// A token is sent on in a header, so it must be able to stand there (RFC 6750, 2.1).
fn read_token<'d>(object: Object<'d, '_>, problems: &mut Problems) -> Option<Cow<'d, str>> {
    let token = object.required_text("access_token", "the OAuth 2.0 access token", problems)?;
    if token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some(token);
    }
    problems.add(object.path_of("access_token"), "not an access token; expected visible ASCII characters without spaces");
    None
}

fn check_token_type(object: Object<'_, '_>, problems: &mut Problems) {
    let found = object.required_text("token_type", "`Bearer`", problems);
    if found.is_some_and(|found| !found.eq_ignore_ascii_case("Bearer")) {
        problems.add(object.path_of("token_type"), "another type of token; expected `Bearer`");
    }
}

fn read_expires_in(object: Object<'_, '_>, problems: &mut Problems) -> Option<i64> {
    const EXPECTED: &str = "the token's lifetime in whole seconds, as 300";
    let node = object.required("expires_in", EXPECTED, problems)?;
    let seconds = node.as_number().and_then(|digits| digits.parse().ok());
    if seconds.is_none() {
        let found = if node.kind() == Kind::Number { "not a whole number" } else { kind_name(node.kind()) };
        problems.add(object.path_of("expires_in"), format!("{found}; expected {EXPECTED}"));
    }
    seconds
}

/// An empty scope is well formed: it grants nothing, which is for another step to say.
fn read_scope<'d>(object: Object<'d, '_>, problems: &mut Problems) -> Option<Cow<'d, str>> {
    const EXPECTED: &str = "the scopes that the token grants, as text";
    let node = object.required("scope", EXPECTED, problems)?;
    of_kind(node, Kind::Text, || object.path_of("scope"), EXPECTED, problems).and_then(Node::as_text)
}

fn read_patient<'d>(object: Object<'d, '_>, problems: &mut Problems) -> Option<Cow<'d, str>> {
    let patient = object.optional_text("patient", "the id of the patient whom the token is restricted to", problems)?;
    check_id(&patient, "Patient", || object.path_of("patient"), problems);
    Some(without_type(patient, "Patient"))
}
