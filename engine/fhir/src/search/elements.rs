//! `_elements` and `_summary` (FHIR R4, 3.1.1.5.8 and 3.1.1.5.9): a resource with some of its elements only, marked as SUBSETTED.

use super::error::SearchErrorReason;
use crate::{
    document::Node,
    types::{ElementDefinition, TypeDefinition},
    writer::JsonWriter,
};

/// What is shown of each match: all of it, unless either says otherwise.
#[derive(Default)]
pub(super) struct ElementSubset {
    /// `_elements`: these, beside those that are mandatory.
    elements: Option<Vec<String>>,
    /// `_summary`
    pub(super) text: Narrative,
}

/// Whether the narrative is shown.
#[derive(Default, PartialEq, Eq)]
pub(super) enum Narrative {
    #[default]
    With,
    /// `_summary=data`: all but it.
    Without,
    /// `_summary=text`: nothing else, but for what is mandatory.
    Alone,
}

/// What every subset has.
const ALWAYS: [&str; 3] = ["resourceType", "id", "meta"];

const SUBSETTED: &str = r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}"#;

const EXPECTED: &str = "names of elements at the root of the type: `status,code,value`";

impl ElementSubset {
    /// Shows these elements, given as their definition names them: a choice without its type.
    pub(super) fn only(&mut self, elements: &[String], resource_type: &TypeDefinition) -> Result<(), SearchErrorReason> {
        let is_element = |name: &String| !name.contains('.') && resource_type.elements.iter().any(|element| stem(element) == name);
        if !elements.iter().all(is_element) {
            return Err(SearchErrorReason::bad(EXPECTED));
        }
        self.elements = Some(elements.to_vec());
        Ok(())
    }

    pub(super) fn is_text_only(&self) -> bool {
        self.text == Narrative::Alone
    }

    fn keeps(&self, name: &str, resource_type: &TypeDefinition) -> bool {
        // `_birthDate` goes with `birthDate`.
        let name = name.strip_prefix('_').unwrap_or(name);
        let element = resource_type.elements.iter().find(|element| is_named(element, name));
        if ALWAYS.contains(&name) || element.is_some_and(|element| element.is_required) {
            return true;
        }
        match (&self.text, &self.elements) {
            (Narrative::Without, _) if name == "text" => false,
            (Narrative::Alone, None) => name == "text",
            (_, None) => true,
            (_, Some(asked)) => element.is_some_and(|element| asked.iter().any(|asked| stem(element) == asked)),
        }
    }

    /// Writes what is shown of a resource.
    pub(super) fn write(&self, writer: &mut JsonWriter, resource: Node<'_>, resource_type: &TypeDefinition) {
        if self.elements.is_none() && self.text == Narrative::With {
            return writer.node(resource);
        }
        writer.begin_object();
        for (name, member) in resource.members().filter(|(name, _)| name != "meta" && self.keeps(name, resource_type)) {
            writer.name(&name);
            writer.node(member);
        }
        write_meta(writer, resource.get("meta"));
        writer.end_object();
    }
}

/// An element's name without what stands for the types of a choice.
fn stem(element: &ElementDefinition) -> &str {
    element.path.strip_suffix("[x]").unwrap_or(element.path)
}

/// Whether JSON writes an element at the root of its type so.
fn is_named(element: &ElementDefinition, name: &str) -> bool {
    if !element.is_choice() {
        return element.path == name;
    }
    let chosen = name.strip_prefix(stem(element));
    chosen.is_some_and(|chosen| element.types.iter().any(|candidate| candidate.eq_ignore_ascii_case(chosen)))
}

fn write_meta(writer: &mut JsonWriter, meta: Option<Node<'_>>) {
    writer.name("meta");
    writer.begin_object();
    for (name, member) in meta.into_iter().flat_map(Node::members).filter(|(name, _)| name != "tag") {
        writer.name(&name);
        writer.node(member);
    }
    writer.name("tag");
    writer.begin_array();
    meta.and_then(|meta| meta.get("tag")).into_iter().flat_map(Node::elements).for_each(|tag| writer.node(tag));
    writer.raw(SUBSETTED);
    writer.end_array();
    writer.end_object();
}
