//! Whether granted scopes cover a query: each of its needs must be met by some scope, or by several narrowed ones together.
//!
//! Knows scopes, needs and the token's patient. Must never guess: what can't be proved is not covered. Nothing is put into words before something
//! is not covered, since every call is checked.

mod confine;
mod error;
mod narrow;

pub use error::{Obstacle, UncoveredError, UnmetNeed};

use crate::{
    need::{self, Need, Needs, QueryPart},
    scope::{Level, Scope, Scopes},
};
use engine_fhir::query::Query;

/// Whether `scopes` cover `query`. A value that isn't known yet is `None` and lies within nothing. `patient` is the token's patient.
/// `resolved_types`: types that `resolve()` in its template may read, `Resource` for any.
pub fn check<V: AsRef<str>>(
    query: &Query<Option<V>>,
    scopes: &Scopes,
    patient: Option<&str>,
    resolved_types: &[&str],
) -> Result<(), UncoveredError> {
    let Needs { needs, unprovable } = need::of(query, resolved_types);
    let scope_query = ScopeQuery::new(query, patient);
    let unmet: Vec<UnmetNeed> =
        needs.iter().filter(|need| !scope_query.is_met(need, scopes)).map(|need| scope_query.explain(need, scopes)).collect();
    if unmet.is_empty() && unprovable.is_empty() { Ok(()) } else { Err(UncoveredError { unmet, unprovable }) }
}

/// A query whose scopes are asked for, and the patient whom it is for.
pub(crate) struct ScopeQuery<'q, V> {
    query: &'q Query<Option<V>>,
    patient: Option<&'q str>,
    is_confined: bool,
}

impl<'q, V: AsRef<str>> ScopeQuery<'q, V> {
    pub(crate) fn new(query: &'q Query<Option<V>>, patient: Option<&'q str>) -> ScopeQuery<'q, V> {
        ScopeQuery { query, patient, is_confined: patient.is_some_and(|patient| confine::is_confined(query, patient)) }
    }

    fn is_met(&self, need: &Need<'_>, scopes: &Scopes) -> bool {
        let able = || scopes.iter().filter(|scope| grants(scope, need) && self.is_reached(need, scope));
        able().any(|scope| !scope.is_narrowed())
            || match (need.part, self.query) {
                (QueryPart::Query, Query::Read { id, .. }) => {
                    able().any(|scope| narrow::is_read_within(id.as_ref().map(AsRef::as_ref), scope))
                }
                (QueryPart::Query, Query::Search(search)) => narrow::is_search_within(search, &able().collect::<Vec<_>>()),
                _ => false,
            }
    }

    /// Whether the patient that a scope is for is the one whose data the query asks for.
    fn is_reached(&self, need: &Need<'_>, scope: &Scope) -> bool {
        scope.level != Level::Patient || self.is_patients(need)
    }

    /// Whether a scope for the patient alone would meet a need.
    fn is_patients(&self, need: &Need<'_>) -> bool {
        self.patient.is_some_and(|patient| match need.part {
            QueryPart::Query => self.is_confined,
            QueryPart::Include { .. } | QueryPart::Chain(_) => true,
            QueryPart::Resolve => confine::is_read_confined(need.resource_type, None, patient),
        })
    }

    /// The narrowest level whose scope would meet a need. What comes with a query that isn't confined isn't confined either.
    pub(crate) fn narrowest_level(&self, need: &Need<'_>) -> Level {
        let is_patients = self.is_patients(need) && (self.is_confined || need.part == QueryPart::Resolve);
        if is_patients { Level::Patient } else { Level::User }
    }

    fn explain(&self, need: &Need<'_>, scopes: &Scopes) -> UnmetNeed {
        let of_type: Vec<&Scope> = scopes.iter().filter(|scope| scope.is_for(need.resource_type)).collect();
        let able: Vec<&Scope> = of_type.iter().copied().filter(|scope| grants(scope, need)).collect();
        let nearest = if able.is_empty() { of_type } else { able };
        UnmetNeed {
            interaction: need.interaction,
            resource_type: need.resource_type,
            part: need.part.to_string(),
            obstacles: nearest.into_iter().map(|scope| self.obstacle(need, scope)).collect(),
        }
    }

    fn obstacle(&self, need: &Need<'_>, scope: &Scope) -> Obstacle {
        let scope_shown = scope.clone();
        if !grants(scope, need) {
            Obstacle::Lacks(scope_shown)
        } else if self.is_reached(need, scope) {
            Obstacle::Narrowed(scope_shown)
        } else if self.patient.is_some() {
            Obstacle::NotConfined(scope_shown)
        } else {
            Obstacle::NoPatient(scope_shown)
        }
    }
}

fn grants(scope: &Scope, need: &Need<'_>) -> bool {
    scope.is_for(need.resource_type) && scope.interactions.contains(need.interaction)
}
