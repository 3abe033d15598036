//! A service call's body (CDS Hooks 2.0.1, "HTTP Request"): required members, their types, the hook's context.

use crate::catalogue::Hook;
use engine_fhir::{Document, Node};
use std::borrow::Cow;

/// A request whose members have been checked. All of it is in the document it was read from.
#[derive(Clone, Debug)]
pub struct Request<'d> {
    /// The whole body.
    pub root: Node<'d>,
    /// Which hook fired.
    pub hook: Cow<'d, str>,
    /// The UUID of this firing.
    pub hook_instance: Cow<'d, str>,
    /// Base URL of the FHIR server, as sent.
    pub fhir_server: Option<Cow<'d, str>>,
    /// What was lent.
    pub authorization: Option<FhirAuthorization<'d>>,
    /// The hook's context.
    pub context: Node<'d>,
    /// What was prefetched: an object.
    pub prefetch: Option<Node<'d>>,
    /// `context.patientId` without a leading `Patient/`, where the hook has one.
    pub patient_id: Option<Cow<'d, str>>,
}

/// `fhirAuthorization` (CDS Hooks 2.0.1, "Passing the Access Token"). Its Debug never shows the token.
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

/// What is wrong with a request: where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON path: `$.context.patientId`.
    pub path: String,
    /// What was expected, and what was there (its kind only, never its value where that may be patient data).
    pub message: String,
}

impl<'d> Request<'d> {
    /// Checks all members against the specification and the hooks that the service answers; every problem found is told.
    /// `service_hooks` are those of the service called.
    pub fn read(document: &'d Document, service_hooks: &[&Hook]) -> Result<Request<'d>, Vec<Problem>> {
        let _ = (document, service_hooks);
        todo!()
    }
}
