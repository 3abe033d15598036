//! A value set: codes by system.

use engine_fhir::concept::Concept;

/// Codes by system. Membership is exact: system and code as they stand.
#[derive(Clone, Debug, Default)]
pub struct ValueSet {
    /// The name it is used by.
    pub name: String,
    systems: Vec<(String, std::collections::HashMap<String, Option<String>>)>,
}

impl ValueSet {
    /// Whether it has this code of this system.
    pub fn has(&self, system: &str, code: &str) -> bool {
        self.systems.iter().any(|(known, codes)| known == system && codes.contains_key(code))
    }
    /// Whether it has one of the concept's codings. `None`: can't be told (a concept without any code).
    pub fn has_concept(&self, concept: Concept<'_>) -> Option<bool> {
        let _ = concept;
        todo!()
    }
    /// Every code as a search token, `system|code`, FHIR-escaped, in the file's order.
    pub fn tokens(&self) -> Vec<String> {
        todo!()
    }
}
