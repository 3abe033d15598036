//! A prefetch entry of a plan.

use engine_fhir::types::TypeDefinition;
use engine_hooks::prefetch::Template;

/// A prefetch entry of a plan.
#[derive(Clone, Debug)]
pub struct PlannedEntry {
    /// Its name.
    pub name: String,
    /// Its query; `{{codes.…}}` already replaced.
    pub template: Template,
    /// Whether the rule can't do without it.
    pub is_required: bool,
    /// Whether discovery asks the EHR for it.
    pub is_advertised: bool,
    /// Indexes of the entries that its tokens read.
    pub depends_on: Vec<usize>,
    /// The resource types that it can give: the one searched or read, and those included.
    pub gives: Vec<&'static TypeDefinition>,
    /// Whether its query is confined to `context.patientId`.
    pub is_confined_to_patient: bool,
    /// Types that `resolve()` in its template may read.
    pub resolves: Vec<&'static TypeDefinition>,
}

impl PlannedEntry {
    /// The names of the types that `resolve()` in its template may read.
    pub fn resolved_names(&self) -> Vec<&'static str> {
        self.resolves.iter().map(|definition| definition.name).collect()
    }
}
