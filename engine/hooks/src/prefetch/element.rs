//! How JSON spells an element that FHIRPath names without its choice's suffix.

use engine_fhir::types;

/// `medication` may be `medicationCodeableConcept` or `medicationReference`; none where no FHIR type has such a choice.
pub(super) fn choices(name: &str) -> Vec<String> {
    let mut spellings = Vec::new();
    for element in types::all().iter().flat_map(|definition| definition.elements) {
        if is_choice(element.path, name) {
            spellings.extend(element.types.iter().map(|suffix| format!("{name}{}", capitalized(suffix))));
        }
    }
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

/// Whether the path's last part is `name[x]`.
fn is_choice(path: &str, name: &str) -> bool {
    path.strip_suffix("[x]").is_some_and(|path| path.rsplit('.').next() == Some(name))
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + characters.as_str())
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
