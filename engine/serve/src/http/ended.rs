//! A call that has ended, and its audit record.

use super::refusal::Refusal;
use crate::{
    audit::{Availability, CardRecord, QueryRecord, Record},
    rules::running::Running,
    store,
    trust::Caller,
};
use engine_call::{Answer, CallReport, EntryReport, FetchError, Origin};
use engine_rule::plan::{Plan, ShownCard};
use engine_syntax::model::Mode;
use jiff::Timestamp;
use std::time::Duration;
use uuid::Uuid;

/// A call that has ended.
#[derive(Debug)]
pub(crate) struct Ended<'c> {
    /// When it arrived.
    pub(crate) begun: Timestamp,
    /// How long it took.
    pub(crate) took: Duration,
    /// The rules that were served.
    pub(crate) running: &'c Running,
    /// Who called, if the caller was authenticated.
    pub(crate) caller: Option<&'c Caller>,
    /// The rule that was called, if there is one.
    pub(crate) plan: Option<&'c Plan>,
    /// What happened.
    pub(crate) report: CallReport,
    /// How it was answered.
    pub(crate) answered: Result<&'c Answer, &'c Refusal>,
}

impl Ended<'_> {
    /// What the store keeps of it.
    pub(crate) fn into_call(self) -> store::CallEntry {
        let Ended { begun, took, running, caller, plan, report, answered } = self;
        let refusal = answered.err();
        let decision = answered.ok().map(|answer| &answer.decision);
        let record = Record {
            id: Uuid::now_v7().to_string(),
            time: begun,
            service: plan.map(|plan| plan.id.clone()),
            version: plan.map(|plan| plan.version.clone()),
            is_silent: plan.is_some_and(|plan| plan.mode == Mode::Silent),
            rule_set: running.digest.clone(),
            client: caller.and_then(Caller::name).map(str::to_owned),
            tenant: caller.and_then(Caller::tenant).map(str::to_owned),
            subject: report.subject,
            hook: report.hook,
            hook_instance: report.hook_instance,
            patient: None,
            queries: report.entries.into_iter().map(query).collect(),
            scopes_needed: plan.map(|plan| running.scopes_of(plan).to_vec()).unwrap_or_default(),
            scope_granted: report.granted_scope,
            outcome: refusal.map_or(Record::ANSWERED, Refusal::name).to_owned(),
            reasons: refusal.map(reasons).unwrap_or_default(),
            cards: decision.map(|decision| decision.cards.iter().map(card).collect()).unwrap_or_default(),
            system_actions: decision.map_or(0, |decision| decision.system_actions),
            milliseconds: milliseconds(took),
        };
        store::CallEntry { record, patient: report.patient_id }
    }
}

fn query(entry: EntryReport) -> QueryRecord {
    let EntryReport { name, template, origin, result, took } = entry;
    let is_fetched = origin == Origin::Fetched;
    let (availability, reason) = match &result {
        Ok(0) => (Availability::Empty, None),
        Ok(_) if is_fetched => (Availability::Fetched, None),
        Ok(_) => (Availability::Prefetched, None),
        Err(why) => (Availability::Unavailable, Some(why.to_string())),
    };
    let milliseconds = is_fetched.then(|| milliseconds(took));
    QueryRecord { entry: name, template, availability, reason, status: status(&result, origin), milliseconds }
}

/// The status that the FHIR server answered with, where it was asked and the status is known.
fn status(result: &Result<usize, FetchError>, origin: Origin) -> Option<u16> {
    match result {
        Ok(1..) if origin == Origin::Fetched => Some(200),
        Err(FetchError::Answered { status } | FetchError::Redirected { status }) => Some(*status),
        _ => None,
    }
}

fn card(shown: &ShownCard) -> CardRecord {
    CardRecord { id: shown.id.clone(), uuid: shown.uuid.clone() }
}

/// Why it was refused, in the engine's own words: what a caller wrote in place of a service's id is not repeated.
fn reasons(refusal: &Refusal) -> Vec<String> {
    match refusal {
        Refusal::UnknownService { .. } => vec!["there is no such service".to_owned()],
        _ => refusal.issues().iter().map(ToString::to_string).collect(),
    }
}

/// Milliseconds, to a microsecond.
fn milliseconds(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(origin: Origin, result: Result<usize, FetchError>) -> QueryRecord {
        let (name, template) = ("labs".to_owned(), "Observation?patient={{context.patientId}}".to_owned());
        query(EntryReport { name, template, origin, result, took: Duration::from_micros(1234) })
    }

    #[test]
    fn a_query_is_recorded_with_its_availability() {
        let availability = |origin, result| {
            let query = entry(origin, result);
            (query.availability, query.status, query.milliseconds)
        };
        assert_eq!(availability(Origin::Prefetched, Ok(2)), (Availability::Prefetched, None, None));
        assert_eq!(availability(Origin::Prefetched, Ok(0)), (Availability::Empty, None, None));
        assert_eq!(availability(Origin::Fetched, Ok(2)), (Availability::Fetched, Some(200), Some(1.234)));
        assert_eq!(availability(Origin::Fetched, Ok(0)), (Availability::Empty, None, Some(1.234)));
        assert_eq!(
            availability(Origin::Fetched, Err(FetchError::Answered { status: 503 })),
            (Availability::Unavailable, Some(503), Some(1.234))
        );
        let failed = entry(Origin::Prefetched, Err(FetchError::ClientFailed));
        assert!(
            failed.availability == Availability::Unavailable && failed.reason.is_some_and(|reason| reason.contains("OperationOutcome"))
        );
    }

    #[test]
    fn what_a_caller_wrote_for_a_service_is_not_repeated() {
        let refusal = Refusal::UnknownService { id: "jane-doe".to_owned() };
        assert_eq!(reasons(&refusal), ["there is no such service"]);
    }
}
