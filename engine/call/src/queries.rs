//! The rule's queries with this call's context in them. A context value that may not stand in a query refuses the call, whether or not the query
//! will be sent.

use crate::Refusal;
use engine_fhir::{date::Clock, query::Query};
use engine_hooks::{
    prefetch::{Filled, Values},
    request::{Problem, Request},
};
use engine_rule::plan::{Plan, PlannedEntry};

/// What a query of the rule is in this call, as far as its context tells.
#[derive(Debug)]
pub(crate) enum Declared {
    /// A value that an earlier result will give is `None`.
    Query(Query<Option<String>>),
    /// It can't be asked, and needs nothing.
    NotAsked,
}

/// The queries of all entries, in their order.
pub(super) fn fill(plan: &Plan, request: &Request<'_>, clock: &Clock) -> Result<Vec<Declared>, Refusal> {
    let mut problems = Vec::new();
    let mut queries = Vec::with_capacity(plan.entries.len());
    for entry in &plan.entries {
        match fill_entry(entry, request, clock) {
            Ok(query) => queries.push(query),
            Err(problem) => problems.push(problem),
        }
    }
    problems.dedup();
    if problems.is_empty() { Ok(queries) } else { Err(Refusal::Request(problems)) }
}

fn fill_entry(entry: &PlannedEntry, request: &Request<'_>, clock: &Clock) -> Result<Declared, Problem> {
    let values = Values { context: request.context, entry: &|_| None, resources: &[], clock };
    match entry.template.fill(values) {
        Ok(Filled::Query(query)) => Ok(Declared::Query(query)),
        Ok(Filled::NoValue { .. }) => Ok(Declared::NotAsked),
        Ok(Filled::Unresolved { .. }) => Ok(Declared::Query(entry.template.outline(request.patient_id.as_deref().unwrap_or_default()))),
        Err(error) => Err(Problem { path: error.path, message: error.message }),
    }
}
