//! Checks that the granted scope covers every query that the rule declares, whether it was prefetched, and whether it is optional. Nothing is fetched
//! before.

use super::queries::DeclaredQuery;
use crate::{AccessGrant, Refusal, UncoveredQuery};
use engine_rule::plan::{Plan, PlannedEntry};
use engine_smart::{cover, required::required_scopes};

/// Refuses with every query that isn't covered.
pub(super) fn check<S>(plan: &Plan, queries: &[DeclaredQuery], grant: &AccessGrant<S>) -> Result<(), Refusal> {
    let uncovered: Vec<UncoveredQuery> =
        plan.entries.iter().zip(queries).filter_map(|(entry, query)| check_query(entry, query, grant)).collect();
    if uncovered.is_empty() { Ok(()) } else { Err(Refusal::Scope { queries: uncovered, granted: grant.scope.clone() }) }
}

fn check_query<S>(entry: &PlannedEntry, query: &DeclaredQuery, grant: &AccessGrant<S>) -> Option<UncoveredQuery> {
    let DeclaredQuery::Query(query) = query else { return None };
    let (resolved, patient) = (entry.resolved_names(), grant.patient.as_deref());
    let uncovered = cover::check(query, &grant.scopes, patient, &resolved).err()?;
    Some(UncoveredQuery {
        entry: entry.name.clone(),
        template: entry.template.text().to_owned(),
        uncovered,
        required: required_scopes([(query, resolved.as_slice())], patient),
    })
}
