//! Whether granted scopes cover a query.

use crate::{need::Need, scope::Scopes};
use engine_fhir::query::Query;

/// Why a query isn't covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncovered {
    /// What no scope met, with why.
    pub unmet: Vec<(Need, String)>,
}

/// Whether `scopes` cover `query`. A value that isn't known yet is `None` and lies within nothing. `patient` is the token's patient.
/// `resolved_types`: types that `resolve()` in its template may read.
pub fn check(query: &Query<Option<String>>, scopes: &Scopes, patient: Option<&str>, resolved_types: &[&str]) -> Result<(), Uncovered> {
    let _ = (query, scopes, patient, resolved_types);
    todo!()
}
