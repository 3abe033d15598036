//! The JSON names of an element that is a choice of types, which FHIRPath names without the type's suffix.

use engine_fhir::types;

/// The JSON names of a choice: `medicationCodeableConcept` and `medicationReference` for `medication`. Empty if no FHIR type has such a choice.
pub(super) fn choices(name: &str) -> Vec<String> {
    let mut spellings = Vec::new();
    for element in types::all().iter().flat_map(|definition| definition.elements) {
        if element.name().strip_suffix("[x]") == Some(name) {
            spellings.extend(element.json_names());
        }
    }
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_known_by_its_name_without_suffix() {
        assert_eq!(choices("medication"), ["medicationCodeableConcept", "medicationReference"]);
        assert!(choices("value").contains(&"valueQuantity".to_owned()));
        assert!(choices("requester").is_empty());
    }
}
