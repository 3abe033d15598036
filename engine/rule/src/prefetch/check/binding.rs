//! The codes that FHIR R4 allows where a token parameter looks.

use engine_fhir::{search_parameter::SearchParameter, types::TypeDefinition};

/// Required bindings of CodeableConcepts: FHIR fixes their codes too (R4, `condition-clinical`, `condition-ver-status`, `allergyintolerance-clinical`,
/// `allergyintolerance-verification`).
const CONCEPTS: [(&str, &str, &[&str]); 4] = [
    ("Condition", "clinicalStatus", &["active", "recurrence", "relapse", "inactive", "remission", "resolved"]),
    ("Condition", "verificationStatus", &["unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"]),
    ("AllergyIntolerance", "clinicalStatus", &["active", "inactive", "resolved"]),
    ("AllergyIntolerance", "verificationStatus", &["unconfirmed", "confirmed", "refuted", "entered-in-error"]),
];

/// The codes that its element may have, and that element; `None` where FHIR doesn't fix them.
pub(super) fn codes(resource_type: &TypeDefinition, parameter: &SearchParameter) -> Option<(String, Vec<&'static str>)> {
    let path = parameter.expression.strip_prefix(resource_type.name)?.strip_prefix('.')?;
    let element = resource_type.elements.iter().find(|element| element.path == path)?;
    let concept = CONCEPTS.iter().find(|(name, concept, _)| *name == resource_type.name && *concept == path);
    let codes = match (element.types, concept) {
        (["boolean"], _) => &["true", "false"],
        (_, Some((_, _, codes))) => *codes,
        _ => element.codes,
    };
    (!codes.is_empty()).then(|| (format!("{}.{path}", resource_type.name), codes.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::{search_parameter, types};

    fn of(resource_type: &str, name: &str) -> Option<usize> {
        let definition = types::resource(resource_type).unwrap();
        codes(definition, search_parameter::find(resource_type, name).unwrap()).map(|(_, codes)| codes.len())
    }

    #[test]
    fn codes_come_from_the_element_that_a_parameter_looks_at() {
        assert_eq!(of("MedicationRequest", "status"), Some(8));
        assert_eq!(of("Patient", "active"), Some(2));
        assert_eq!(of("Condition", "clinical-status"), Some(6));
        assert_eq!(of("Observation", "code"), None);
        assert_eq!(of("Observation", "category"), None);
        assert_eq!(of("Patient", "deceased"), None, "it is put together of several elements");
    }
}
