//! What happened in a call: for metrics, audit, tests and explanations. It isn't the report that `engine report` prints.
//!
//! Must never hold a token, a filled query or a resource; of the patient it holds the id alone.

use crate::{
    FetchError,
    gather::{Gathered, Origin},
};
use engine_fhir::{Kind, Node};
use engine_hooks::request::{Problem, Request};
use engine_rule::{frame::trace::Trace, plan::PlannedEntry};
use std::time::Duration;

/// What happened in a call, up to the step that ended it.
#[derive(Debug, Default)]
pub struct CallReport {
    /// The hook that fired.
    pub hook: Option<String>,
    /// `hookInstance`: the UUID of this call of the hook.
    pub hook_instance: Option<String>,
    /// `context.patientId`
    pub patient_id: Option<String>,
    /// `fhirAuthorization.subject`
    pub subject: Option<String>,
    /// The scope of the access that was granted, as written.
    pub granted_scope: Option<String>,
    /// Prefetched data that belong to another patient, where such a call passes.
    pub wrong_patient: Vec<Problem>,
    /// What became of each of the rule's entries, in its order.
    pub entries: Vec<EntryReport>,
    /// A trace of the decision, where one was asked for.
    pub trace: Option<Trace>,
}

/// What became of a prefetch entry.
#[derive(Debug)]
pub struct EntryReport {
    /// Its name.
    pub name: String,
    /// Its query, as the rule has it.
    pub template: String,
    /// Where its data came from.
    pub origin: Origin,
    /// How many resources there are, or why the data are unavailable.
    pub result: Result<usize, FetchError>,
    /// How long fetching took.
    pub took: Duration,
}

impl CallReport {
    pub(crate) fn note_request(&mut self, request: &Request<'_>) {
        self.hook = Some(request.hook.to_string());
        self.hook_instance = Some(request.hook_instance.to_string());
        self.patient_id = request.patient_id.as_deref().map(str::to_owned);
        self.subject = request.authorization.as_ref().map(|grant| grant.subject.to_string());
        self.granted_scope = request.authorization.as_ref().map(|grant| grant.scope.to_string());
    }

    pub(crate) fn note_entries(&mut self, entries: &[PlannedEntry], gathered: &[Gathered<'_>]) {
        let entries = entries.iter().zip(gathered);
        self.entries = entries.map(|(entry, gathered)| EntryReport::new(entry, gathered)).collect();
    }
}

impl EntryReport {
    fn new(entry: &PlannedEntry, gathered: &Gathered<'_>) -> EntryReport {
        let result = gathered.data.clone().map(|node| node.map_or(0, count));
        let (name, template) = (entry.name.clone(), entry.template.text().to_owned());
        EntryReport { name, template, origin: gathered.origin, result, took: gathered.took }
    }
}

/// How many resources a Bundle holds; the result of a read is one.
fn count(node: Node<'_>) -> usize {
    match node.get("entry") {
        Some(entries) if entries.kind() == Kind::Array => entries.len(),
        _ => usize::from(node.resource_type().is_none_or(|found| found != "Bundle")),
    }
}
