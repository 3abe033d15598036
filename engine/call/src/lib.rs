//! A service call, step by step, from a request's document to an answer or a refusal. Each step is a file; the first that refuses ends the call, and
//! later steps rely on what earlier ones checked.
//!
//! ```text
//! request ─> queries ─> grant ─> scope ─> prefetch ─> gather ─> decide
//! ```
//!
//! Knows plans, requests, scopes and how FHIR data are asked for. Must never know HTTP, files or where data come from: an [`AccessProvider`] says who
//! grants access to which server. The server, tests, explanations and simulations all answer by these steps. It does no I/O, counts and logs nothing:
//! what happened stands in a [`CallReport`].

mod access;
mod call_report;
mod decide;
pub mod entry_data;
mod fetch_error;
pub mod gather;
mod limits;
mod prefetch;
mod queries;
mod refusal;
mod scope;
#[cfg(test)]
mod testing;

pub use access::{AccessGrant, AccessProvider, Budget, FhirServer};
pub use call_report::{CallReport, EntryReport};
pub use decide::Answer;
pub use fetch_error::FetchError;
pub use gather::Origin;
pub use limits::{CallLimits, WrongPatient};
pub use refusal::{Refusal, UnavailableEntry, UncoveredQuery};

use engine_fhir::{Document, date::Clock};
use engine_hooks::{catalogue::Hook, request::Request};
use engine_rule::plan::{Plan, overrides::Overrides};
use gather::{DocumentArena, Gathering};

/// A call of a rule's service: what it is answered with, whatever the request.
#[derive(Debug)]
pub struct ServiceCall<'c, S> {
    /// The rule.
    pub plan: &'c Plan,
    /// Who grants access to a FHIR server.
    pub access: &'c S,
    /// What it may cost.
    pub limits: &'c CallLimits,
    /// What "now" is.
    pub clock: &'c Clock,
    /// Where the report is to hold a trace of the decision: the values that override what the data give.
    pub examined: Option<&'c Overrides<'c>>,
}

impl<S: AccessProvider> ServiceCall<'_, S> {
    /// Answers a request's body. The report holds what happened until the step that answered.
    pub async fn answer(&self, body: &Document) -> (Result<Answer, Refusal>, CallReport) {
        let mut report = CallReport::default();
        let answer = self.run(body, &mut report).await;
        (answer, report)
    }

    async fn run(&self, body: &Document, report: &mut CallReport) -> Result<Answer, Refusal> {
        let hooks: Vec<&Hook> = self.plan.hooks.iter().collect();
        let request = Request::read(body, &hooks).map_err(Refusal::Request)?;
        report.note_request(&request);
        let queries = queries::fill(self.plan, &request, self.clock)?;
        let grant = self.access.grant(self.plan, &request).await?;
        if let Some(grant) = &grant {
            report.granted_scope = Some(grant.scope.clone());
            scope::check(self.plan, &queries, grant)?;
        }
        let prefetched = prefetch::check(self.plan, &request, self.limits.wrong_patient, report)?;
        let arena = DocumentArena::default();
        let gathering = Gathering {
            entries: &self.plan.entries,
            request: &request,
            access: self.access,
            grant: grant.as_ref(),
            limits: self.limits,
            clock: self.clock,
            arena: &arena,
        };
        let gathered = gathering.run(&prefetched).await;
        report.note_entries(&self.plan.entries, &gathered);
        decide::decide(self, &request, gathered, report)
    }
}
