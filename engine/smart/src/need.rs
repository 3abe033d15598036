//! What a query needs: each need must be met by some scope.

/// What one part of a query needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `r` or `s`.
    pub interaction: char,
    /// A resource type, or `*`.
    pub resource_type: String,
    /// The part of the query that needs it, for messages: `_include=MedicationRequest:medication`.
    pub because: String,
}

/// The least scopes that a query needs, as scope strings: `patient/` where the query is confined to the patient, else `user/`.
pub fn least_scopes(query: &engine_fhir::query::Query<Option<String>>, patient: Option<&str>) -> Vec<String> {
    let _ = (query, patient);
    todo!()
}
