//! A map from codes, which keeps the order written: an entry is found by system and code without a search.

use engine_fhir::{Kind, concept::Concept};
use std::{collections::HashMap, sync::Arc};

/// What `T` there is for each code. No code of a system is in it twice.
#[derive(Clone, Debug)]
pub(super) struct CodeMap<T> {
    systems: Vec<(Arc<str>, Places)>,
    entries: Vec<Entry<T>>,
}

/// Where in the entries each code of a system stands.
type Places = HashMap<Arc<str>, usize>;

/// A code and what there is for it.
#[derive(Clone, Debug)]
pub(super) struct Entry<T> {
    pub(super) system: Arc<str>,
    pub(super) code: Arc<str>,
    pub(super) value: T,
}

/// What can be said of a concept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// One of its codings is there; the first that is.
    Yes(T),
    /// None is.
    No,
    /// It can't be told: it has no code at all, or a coding that doesn't say of which system its code is, and one with that code is there.
    Unknown,
}

impl<T> Default for CodeMap<T> {
    fn default() -> CodeMap<T> {
        CodeMap { systems: Vec::new(), entries: Vec::new() }
    }
}

impl<T> CodeMap<T> {
    /// Adds a code; false, where it is there already.
    pub(super) fn insert(&mut self, system: &str, code: &str, value: T) -> bool {
        let found = self.systems.iter().position(|(known, _)| **known == *system);
        let at = found.unwrap_or_else(|| {
            self.systems.push((system.into(), Places::new()));
            self.systems.len() - 1
        });
        let Some((system, codes)) = self.systems.get_mut(at) else { return false };
        if codes.contains_key(code) {
            return false;
        }
        let code: Arc<str> = code.into();
        codes.insert(code.clone(), self.entries.len());
        self.entries.push(Entry { system: system.clone(), code, value });
        true
    }
    /// What there is for a code of a system.
    pub(super) fn get(&self, system: &str, code: &str) -> Option<&T> {
        let (_, codes) = self.systems.iter().find(|(known, _)| **known == *system)?;
        self.entries.get(*codes.get(code)?).map(|entry| &entry.value)
    }
    /// What there is for a code, of whichever system has it first.
    fn get_of_any_system(&self, code: &str) -> Option<&T> {
        self.systems.iter().find_map(|(_, codes)| codes.get(code)).and_then(|at| self.entries.get(*at)).map(|entry| &entry.value)
    }
    /// What there is for a concept.
    ///
    /// The system of a bare `code` (`Patient.gender`) is fixed by its element and left out of the JSON: the code alone decides. A Coding without a system
    /// merely fails to say what it is: it is not there where its code isn't, and can't be told where it is.
    pub(super) fn find(&self, concept: Concept<'_>) -> Found<&T> {
        let is_bare = concept.node().kind() == Kind::Text;
        let (mut has_code, mut may_be) = (false, false);
        for coding in concept.codings() {
            let Some(code) = coding.code else { continue };
            has_code = true;
            let found = match coding.system {
                Some(system) => self.get(&system, &code),
                None => self.get_of_any_system(&code).filter(|_| {
                    may_be |= !is_bare;
                    is_bare
                }),
            };
            if let Some(value) = found {
                return Found::Yes(value);
            }
        }
        if has_code && !may_be { Found::No } else { Found::Unknown }
    }
    /// All, in the order added.
    pub(super) fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::Document;

    fn map() -> CodeMap<u8> {
        let mut map = CodeMap::default();
        assert!(map.insert("http://loinc.org", "4548-4", 1));
        assert!(map.insert("urn:local", "A1C", 2));
        assert!(!map.insert("http://loinc.org", "4548-4", 3));
        map
    }

    fn find(json: &str) -> Found<u8> {
        let document = Document::parse(json).unwrap();
        match map().find(Concept::read(document.root()).unwrap()) {
            Found::Yes(value) => Found::Yes(*value),
            Found::No => Found::No,
            Found::Unknown => Found::Unknown,
        }
    }

    #[test]
    fn the_first_coding_that_is_there_is_found() {
        assert_eq!(
            find(
                r#"{"coding":[{"system":"x","code":"y"},{"system":"urn:local","code":"A1C"},{"system":"http://loinc.org","code":"4548-4"}]}"#
            ),
            Found::Yes(2)
        );
    }

    #[test]
    fn system_and_code_both_decide() {
        assert_eq!(find(r#"{"system":"http://loinc.org","code":"A1C"}"#), Found::No);
        assert_eq!(find(r#"{"system":"http://loinc.org/","code":"4548-4"}"#), Found::No);
        assert_eq!(find(r#"{"system":"http://loinc.org","code":"4548-4 "}"#), Found::No);
    }

    #[test]
    fn a_concept_without_a_code_cannot_be_told() {
        assert_eq!(find(r#"{"text":"HbA1c"}"#), Found::Unknown);
        assert_eq!(find(r#"{"coding":[]}"#), Found::Unknown);
        assert_eq!(find(r#"{"coding":[{"system":"http://loinc.org","display":"HbA1c"}]}"#), Found::Unknown);
    }

    #[test]
    fn a_coding_without_a_system_is_never_taken_for_another() {
        assert_eq!(find(r#"{"coding":[{"code":"4548-4"}]}"#), Found::Unknown);
        assert_eq!(find(r#"{"coding":[{"code":"4548-4"},{"system":"x","code":"y"}]}"#), Found::Unknown);
        assert_eq!(find(r#"{"coding":[{"code":"4548-4"},{"system":"urn:local","code":"A1C"}]}"#), Found::Yes(2));
        assert_eq!(find(r#"{"coding":[{"code":"other"}]}"#), Found::No);
    }

    #[test]
    fn a_bare_code_is_of_the_system_that_its_element_fixes() {
        assert_eq!(find(r#""A1C""#), Found::Yes(2));
        assert_eq!(find(r#""other""#), Found::No);
    }

    #[test]
    fn entries_keep_their_order() {
        let map = map();
        let codes: Vec<&str> = map.entries().iter().map(|entry| &*entry.code).collect();
        assert_eq!(codes, ["4548-4", "A1C"]);
    }
}
