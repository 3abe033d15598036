//! The main code, the main date and the "withdrawn" states of each clinical resource type (`data/main-elements.json`).
//!
//! Knows names of elements. Must never know how their values are read.

include!(concat!(env!("OUT_DIR"), "/main_elements.rs"));

/// What a clinician means by "the code", "the date" and "doesn't count" of a resource type.
#[derive(Debug, PartialEq, Eq)]
pub struct MainElements {
    /// Element of the main code, as the definition names it (`medication[x]`).
    pub code: Option<&'static str>,
    /// Elements of the main date; the first that is there counts (`effective[x]`, `collection.collected[x]`).
    pub dates: &'static [&'static str],
    /// Elements with the codes that say that it didn't happen, isn't so, or must not be done.
    pub withdrawn: &'static [(&'static str, &'static [&'static str])],
    /// Elements that say the same by being true (`doNotPerform`).
    pub withdrawn_if_true: &'static [&'static str],
}

/// The main elements of a resource type, where it has any.
pub fn find(resource_type: &str) -> Option<&'static MainElements> {
    let index = MAIN_ELEMENTS.binary_search_by_key(&resource_type, |(name, _)| name).ok()?;
    Some(&MAIN_ELEMENTS[index].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types;

    #[test]
    fn an_order_has_a_choice_of_medication_and_can_be_forbidden() {
        let order = find("MedicationRequest").unwrap();
        assert_eq!(order.code, Some("medication[x]"));
        assert_eq!(order.dates, ["authoredOn"]);
        assert_eq!(order.withdrawn_if_true, ["doNotPerform"]);
        assert!(order.withdrawn.iter().any(|(element, codes)| *element == "status" && codes.contains(&"entered-in-error")));
    }

    #[test]
    fn types_without_them_have_none() {
        assert_eq!(find("Patient"), None);
    }

    #[test]
    fn every_element_named_exists() {
        for (name, elements) in &MAIN_ELEMENTS {
            let definition = types::resource(name).unwrap();
            let withdrawn = elements.withdrawn.iter().map(|(element, _)| element);
            for path in elements.code.iter().chain(elements.dates).chain(withdrawn).chain(elements.withdrawn_if_true) {
                assert!(definition.elements.iter().any(|element| element.path == *path), "{name}.{path}");
            }
        }
    }
}
