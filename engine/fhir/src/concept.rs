//! A coded value, whether its FHIR type is CodeableConcept, Coding or code. (A Quantity's unit isn't one.)
//!
//! Knows how the three look in JSON. Must never know what a code means, or which value set it is in.

use crate::document::{Kind, Node};
use std::borrow::Cow;

/// A concept with all its codings.
#[derive(Clone, Copy, Debug)]
pub struct Concept<'d> {
    node: Node<'d>,
    coded_type: CodedType<'d>,
}

/// The FHIR type of a coded value, by the form of its JSON.
#[derive(Clone, Copy, Debug)]
enum CodedType<'d> {
    CodeableConcept { coding: Option<Node<'d>> },
    Coding,
    Code,
}

/// One coding of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding<'d> {
    /// `system`; `None` for a bare `code`.
    pub system: Option<Cow<'d, str>>,
    /// `code`.
    pub code: Option<Cow<'d, str>>,
    /// `display`.
    pub display: Option<Cow<'d, str>>,
}

impl<'d> Concept<'d> {
    /// Reads a CodeableConcept, a Coding or a code; `None` for any other JSON.
    pub fn read(node: Node<'d>) -> Option<Concept<'d>> {
        Some(Concept { node, coded_type: CodedType::of(node)? })
    }
    /// The node it was read from.
    pub fn node(self) -> Node<'d> {
        self.node
    }
    /// Its codings, in order.
    pub fn codings(self) -> impl Iterator<Item = Coding<'d>> {
        let (own, listed) = match self.coded_type {
            CodedType::CodeableConcept { coding } => (None, coding),
            CodedType::Coding | CodedType::Code => (Some(self.node), None),
        };
        let listed = listed.into_iter().flat_map(Node::elements);
        own.into_iter().chain(listed).filter_map(Coding::read)
    }
    /// Its text, else the display of its first coding that has one, else the code of its first coding that has one.
    pub fn print(self) -> Option<Cow<'d, str>> {
        let text = self.node.get("text").and_then(filled);
        text.or_else(|| self.codings().find_map(|coding| coding.display)).or_else(|| self.codings().find_map(|coding| coding.code))
    }
}

impl<'d> CodedType<'d> {
    fn of(node: Node<'d>) -> Option<CodedType<'d>> {
        match node.kind() {
            Kind::Text => Some(CodedType::Code),
            Kind::Object => match node.get_each(["coding", "text"]) {
                [None, None] => node.get_each(CODING).iter().any(Option::is_some).then_some(CodedType::Coding),
                [coding, _] => Some(CodedType::CodeableConcept { coding }),
            },
            _ => None,
        }
    }
}

/// The members of a Coding that say something of a code.
const CODING: [&str; 3] = ["system", "code", "display"];

impl<'d> Coding<'d> {
    /// Reads a Coding or a code; `None` if it has neither a code nor a display.
    fn read(node: Node<'d>) -> Option<Coding<'d>> {
        let coding = match node.kind() {
            Kind::Text => Coding { system: None, code: filled(node), display: None },
            _ => {
                let [system, code, display] = node.get_each(CODING).map(|member| member.and_then(filled));
                Coding { system, code, display }
            }
        };
        (coding.code.is_some() || coding.display.is_some()).then_some(coding)
    }
}

/// A string that isn't empty; FHIR has no empty strings (R4, 2.24.0.1), so one says nothing.
fn filled(node: Node<'_>) -> Option<Cow<'_, str>> {
    node.as_text().filter(|text| !text.bytes().all(|byte| byte.is_ascii_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    fn codings(json: &str) -> Vec<(Option<String>, Option<String>)> {
        let document = Document::parse(json).unwrap();
        let concept = Concept::read(document.root()).unwrap();
        concept.codings().map(|coding| (coding.system.map(Cow::into_owned), coding.code.map(Cow::into_owned))).collect()
    }
    fn print(json: &str) -> Option<String> {
        let document = Document::parse(json).unwrap();
        Concept::read(document.root()).unwrap().print().map(Cow::into_owned)
    }
    fn pair(system: &str, code: &str) -> (Option<String>, Option<String>) {
        (Some(system.to_owned()), Some(code.to_owned()))
    }

    #[test]
    fn a_codeable_concept_has_the_codings_it_lists_in_order() {
        let json = r#"{"coding":[{"system":"http://loinc.org","code":"4548-4"},{"system":"urn:local","code":"A1C"}],"text":"HbA1c"}"#;
        assert_eq!(codings(json), [pair("http://loinc.org", "4548-4"), pair("urn:local", "A1C")]);
    }
    #[test]
    fn a_coding_is_a_concept_of_one() {
        assert_eq!(codings(r#"{"system":"http://loinc.org","code":"4548-4"}"#), [pair("http://loinc.org", "4548-4")]);
    }
    #[test]
    fn a_code_is_a_coding_without_a_system() {
        assert_eq!(codings(r#""female""#), [(None, Some("female".to_owned()))]);
    }
    #[test]
    fn a_concept_of_text_alone_has_no_codings() {
        assert_eq!(codings(r#"{"text":"sore knee"}"#), []);
        assert_eq!(print(r#"{"text":"sore knee"}"#).as_deref(), Some("sore knee"));
    }
    #[test]
    fn a_coding_that_says_nothing_is_none() {
        assert_eq!(
            codings(r#"{"coding":[{}, {"system":"http://loinc.org"}, {"code":""}, null, 1, {"code":"a"}]}"#),
            [(None, Some("a".to_owned()))]
        );
    }
    #[test]
    fn other_json_is_no_concept() {
        for json in ["1", "true", "null", "[]", "{}", r#"{"value":1}"#] {
            let document = Document::parse(json).unwrap();
            assert!(Concept::read(document.root()).is_none(), "{json}");
        }
    }
    #[test]
    fn it_prints_its_text_then_a_display_then_a_code() {
        assert_eq!(print(r#"{"coding":[{"code":"a","display":"A"}],"text":"first"}"#).as_deref(), Some("first"));
        assert_eq!(print(r#"{"coding":[{"code":"a"},{"code":"b","display":"B"}],"text":" "}"#).as_deref(), Some("B"));
        assert_eq!(print(r#"{"coding":[{"code":"a"},{"code":"b"}]}"#).as_deref(), Some("a"));
        assert_eq!(print(r#"{"system":"s","code":"a","display":"A"}"#).as_deref(), Some("A"));
        assert_eq!(print(r#""male""#).as_deref(), Some("male"));
        assert_eq!(print(r#"{"coding":[]}"#), None);
    }
}
