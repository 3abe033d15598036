//! Fills the rule's queries with the values of this call's context. A value that may not stand in a query refuses the call, whether or not the query
//! will be sent.

use crate::Refusal;
use engine_fhir::{date::Clock, query::Query};
use engine_hooks::{
    prefetch::{Filled, Values},
    request::{Problem, Request},
};
use engine_rule::plan::{Plan, PlannedEntry};

/// A query that the rule declares, with what this call's context says of it.
#[derive(Debug)]
pub(crate) enum DeclaredQuery {
    /// The query; a value that the data of another entry will give is `None`.
    Query(Query<Option<String>>),
    /// The query has no value in this call, so that it can't be asked and needs no scope.
    NotAsked,
}

/// The queries of all entries, in their order.
pub(super) fn fill(plan: &Plan, request: &Request<'_>, clock: &Clock) -> Result<Vec<DeclaredQuery>, Refusal> {
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

fn fill_entry(entry: &PlannedEntry, request: &Request<'_>, clock: &Clock) -> Result<DeclaredQuery, Problem> {
    let values = Values { context: request.context, entry: &|_| None, resources: &[], clock };
    match entry.template.fill(values) {
        Ok(Filled::Query(query)) => Ok(DeclaredQuery::Query(query)),
        Ok(Filled::NoValue { .. }) => Ok(DeclaredQuery::NotAsked),
        Ok(Filled::Unresolved { .. }) => {
            Ok(DeclaredQuery::Query(entry.template.outline(request.patient_id.as_deref().unwrap_or_default())))
        }
        Err(error) => Err(Problem { path: error.path, message: error.message }),
    }
}
