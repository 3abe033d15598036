//! Required bindings: the codes that FHIR R4 allows at an element.
//!
//! Knows codes, and the elements for which FHIR fixes them. Must never know of bindings of other strengths, which only recommend codes.

use crate::types::{ElementDefinition, TypeDefinition};
use std::fmt;

/// The codes that an element may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    resource_type: &'static str,
    path: &'static str,
    /// The codes.
    pub codes: &'static [&'static str],
    /// The code system of the codes, for a CodeableConcept. Its other codings may be translations, of any system. A `code` comes without a system.
    pub system: Option<&'static str>,
}

/// A CodeableConcept whose codes FHIR fixes: type, element, code system, codes.
type Concept = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// R4's value sets `condition-clinical`, `condition-ver-status`, `allergyintolerance-clinical` and `allergyintolerance-verification`.
const CONCEPTS: [Concept; 4] = [
    (
        "Condition",
        "clinicalStatus",
        "http://terminology.hl7.org/CodeSystem/condition-clinical",
        &["active", "recurrence", "relapse", "inactive", "remission", "resolved"],
    ),
    (
        "Condition",
        "verificationStatus",
        "http://terminology.hl7.org/CodeSystem/condition-ver-status",
        &["unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"],
    ),
    (
        "AllergyIntolerance",
        "clinicalStatus",
        "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
        &["active", "inactive", "resolved"],
    ),
    (
        "AllergyIntolerance",
        "verificationStatus",
        "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
        &["unconfirmed", "confirmed", "refuted", "entered-in-error"],
    ),
];

impl Binding {
    /// The required binding of an element; `None` if FHIR doesn't fix its codes.
    pub fn of(definition: &'static TypeDefinition, element: &'static ElementDefinition) -> Option<Binding> {
        let concept = CONCEPTS.iter().find(|(name, path, ..)| *name == definition.name && *path == element.path);
        let (codes, system) = concept.map_or((element.codes, None), |(_, _, system, codes)| (*codes, Some(*system)));
        (!codes.is_empty()).then_some(Binding { resource_type: definition.name, path: element.path, codes, system })
    }

    /// Whether a coding may stand at the element.
    pub fn allows(&self, system: &str, code: &str) -> bool {
        self.codes.contains(&code) || self.system.is_some_and(|own| own != system)
    }
}

/// The element: `Patient.gender`.
impl fmt::Display for Binding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.resource_type, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types;

    fn of(resource_type: &str, path: &str) -> Option<Binding> {
        let definition = types::resource(resource_type).unwrap();
        let element = definition.elements.iter().find(|element| element.path == path).unwrap();
        Binding::of(definition, element)
    }

    #[test]
    fn a_code_is_bound_whatever_system_is_asked_for() {
        let gender = of("Patient", "gender").unwrap();
        assert_eq!(gender.to_string(), "Patient.gender");
        assert!(gender.allows("urn:x", "female") && !gender.allows("urn:x", "femal"));
    }

    #[test]
    fn a_concept_may_have_translations_beside_its_bound_coding() {
        let status = of("Condition", "clinicalStatus").unwrap();
        assert!(!status.allows("http://terminology.hl7.org/CodeSystem/condition-clinical", "activ"));
        assert!(status.allows("http://snomed.info/sct", "55561003"));
    }

    #[test]
    fn what_is_only_recommended_is_not_bound() {
        for (resource_type, path) in
            [("Observation", "code"), ("Observation", "category"), ("Patient", "maritalStatus"), ("Patient", "language")]
        {
            assert_eq!(of(resource_type, path), None, "{resource_type}.{path}");
        }
    }

    #[test]
    fn every_concept_named_exists() {
        for (resource_type, path, ..) in CONCEPTS {
            assert!(of(resource_type, path).is_some_and(|binding| binding.system.is_some()), "{resource_type}.{path}");
        }
    }
}
