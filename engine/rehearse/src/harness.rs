//! One call, played: the way that a served call goes, with a record in the place of the FHIR server.

use crate::record_server::{Chart, Unanswerable};
use engine_call::{Answer, Call, CallLimits, CallReport, Refusal};
use engine_fhir::{Document, date::Clock, record::Record, search::ValueSets};
use engine_rule::{plan::Plan, trace::Supposed};
use futures_util::future::FutureExt;
use std::cell::RefCell;

/// A call that was played.
#[derive(Debug)]
pub struct Played {
    /// What was answered.
    pub answer: Result<Answer, Refusal>,
    /// What happened.
    pub report: CallReport,
    /// Queries that the record could not answer as FHIR means them. Where there are any, the answer says nothing.
    pub unanswerable: Vec<Unanswerable>,
}

/// What a call is played with.
#[derive(Clone, Copy)]
pub struct Stage<'s> {
    /// The record that answers the rule's queries; none: there is no FHIR server.
    pub record: Option<&'s Record<'s>>,
    /// The value sets that searches may name.
    pub value_sets: &'s dyn ValueSets,
    /// What "now" is.
    pub clock: &'s Clock,
    /// Whether a request without `fhirAuthorization` is granted access to just what the rule needs.
    pub is_open: bool,
}

impl Stage<'_> {
    /// Plays a call of a rule. With `supposed`, the report holds a trace of the decision, in which these values override what the data give.
    pub fn play(&self, plan: &Plan, body: &Document, supposed: Option<&Supposed<'_>>) -> Played {
        let unanswerable = RefCell::default();
        let source = Chart {
            record: self.record,
            clock: self.clock,
            value_sets: self.value_sets,
            is_open: self.is_open,
            unanswerable: &unanswerable,
        };
        let call = Call { plan, access: &source, limits: &CallLimits::default(), clock: self.clock, examined: supposed };
        // Nothing in it waits: a record answers at once.
        let played = call.answer(body).now_or_never();
        let (answer, report) = played.unwrap_or_else(|| (Err(Refusal::Internal), CallReport::default()));
        Played { answer, report, unanswerable: unanswerable.into_inner() }
    }
}
