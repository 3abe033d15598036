//! Runs one call the way that a served call goes, with a record in the place of the FHIR server.

use crate::record_server::{RecordServer, UnanswerableQuery};
use engine_call::{Answer, CallLimits, CallReport, Refusal, ServiceCall};
use engine_fhir::{Document, date::Clock, record::Record, search::ValueSets};
use engine_rule::plan::{Plan, overrides::Overrides};
use futures_util::future::FutureExt;
use std::cell::RefCell;

/// What came of a call that was run.
#[derive(Debug)]
pub struct RunResult {
    /// What was answered.
    pub answer: Result<Answer, Refusal>,
    /// What happened.
    pub report: CallReport,
    /// Queries that the record could not answer as FHIR means them. Where there are any, the answer means nothing.
    pub unanswerable: Vec<UnanswerableQuery>,
}

/// What a call is run with.
#[derive(Clone, Copy)]
pub struct Harness<'s> {
    /// The record that answers the rule's queries. Without one, there is no FHIR server to ask.
    pub record: Option<&'s Record<'s>>,
    /// The value sets that searches may name.
    pub value_sets: &'s dyn ValueSets,
    /// What "now" is.
    pub clock: &'s Clock,
    /// Whether a request without `fhirAuthorization` is granted access to just what the rule needs.
    pub is_open: bool,
}

impl Harness<'_> {
    /// Runs a call of a rule. With `overrides`, the report holds a trace of the decision, in which these values override what the data give.
    pub fn run(&self, plan: &Plan, body: &Document, overrides: Option<&Overrides<'_>>) -> RunResult {
        let unanswerable = RefCell::default();
        let source = RecordServer {
            record: self.record,
            clock: self.clock,
            value_sets: self.value_sets,
            is_open: self.is_open,
            unanswerable: &unanswerable,
        };
        let call = ServiceCall { plan, access: &source, limits: &CallLimits::default(), clock: self.clock, examined: overrides };
        // Nothing in it waits: a record answers at once.
        let finished = call.answer(body).now_or_never();
        let (answer, report) = finished.unwrap_or_else(|| (Err(Refusal::Internal), CallReport::default()));
        RunResult { answer, report, unanswerable: unanswerable.into_inner() }
    }
}
