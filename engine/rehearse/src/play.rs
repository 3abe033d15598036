//! One call, played: the way that a served call goes, with a record in the place of the FHIR server.

use crate::{
    chart::{Chart, Unanswerable},
    firing::Firing,
};
use engine_call::{Account, Answer, Call, Refusal, Terms};
use engine_fhir::{Document, date::Clock, document::ParseError, record::Record, search::ValueSets};
use engine_rule::{plan::Plan, trace::Supposed};
use futures_util::future::FutureExt;
use std::cell::RefCell;

/// A call that was played.
#[derive(Debug)]
pub struct Played {
    /// What was answered.
    pub answer: Result<Answer, Refusal>,
    /// What happened.
    pub account: Account,
    /// Queries that the record could not answer as FHIR means them. Where there are any, the answer says nothing.
    pub unanswerable: Vec<Unanswerable>,
}

/// Plays a call of a rule. `supposed`: the account is to tell how the rule came to decide so, these values supposed. Fails only where the firing holds JSON that is none.
pub fn play(
    plan: &Plan,
    firing: &Firing,
    record: &Record<'_>,
    value_sets: &dyn ValueSets,
    clock: &Clock,
    supposed: Option<&Supposed<'_>>,
) -> Result<Played, ParseError> {
    let body = Document::parse(firing.request())?;
    let unanswerable = RefCell::default();
    let source = Chart { record, clock, value_sets, unanswerable: &unanswerable };
    let call = Call { plan, source: &source, terms: &Terms::default(), clock, examined: supposed };
    // Nothing in it waits: a record answers at once.
    let played = call.answer(&body).now_or_never();
    let (answer, account) = played.unwrap_or_else(|| (Err(Refusal::Internal), Account::default()));
    Ok(Played { answer, account, unanswerable: unanswerable.into_inner() })
}
