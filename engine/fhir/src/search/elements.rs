//! `_elements` and `_summary` (FHIR R4, 3.1.1.5.8 and 3.1.1.5.9): a resource with some of its elements only, marked as SUBSETTED.

use crate::{
    document::Node,
    types::{ElementDefinition, TypeDefinition},
    writer::JsonWriter,
};

/// What is shown of each match.
#[derive(Default)]
pub(super) struct Shape {
    /// `_elements`: these, beside those that are mandatory.
    pub(super) elements: Option<Vec<String>>,
    /// `_summary=text`: the narrative, and what is mandatory.
    pub(super) is_text_only: bool,
    /// `_summary=data`: all but the narrative.
    pub(super) is_without_text: bool,
}

/// What every subset has.
const ALWAYS: [&str; 3] = ["resourceType", "id", "meta"];

const SUBSETTED: &str = r#"{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}"#;

impl Shape {
    fn is_whole(&self) -> bool {
        self.elements.is_none() && !self.is_text_only && !self.is_without_text
    }

    fn keeps(&self, name: &str, resource_type: &TypeDefinition) -> bool {
        // `_birthDate` goes with `birthDate`.
        let name = name.strip_prefix('_').unwrap_or(name);
        let mandatory = resource_type.elements.iter().any(|element| element.is_required && is_named(element, name));
        let asked_for = match &self.elements {
            Some(elements) => elements.iter().any(|asked| {
                let choice =
                    resource_type.elements.iter().find(|element| element.is_choice() && element.path.strip_suffix("[x]") == Some(asked));
                asked == name || choice.is_some_and(|choice| is_named(choice, name))
            }),
            None => !self.is_text_only || name == "text",
        };
        ALWAYS.contains(&name)
            || (mandatory && !(self.is_without_text && name == "text"))
            || (asked_for && !(self.is_without_text && name == "text"))
    }

    /// Writes what is shown of a resource.
    pub(super) fn write(&self, writer: &mut JsonWriter, resource: Node<'_>, resource_type: &TypeDefinition) {
        if self.is_whole() {
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

/// Whether an element at the root of its type is written so.
fn is_named(element: &ElementDefinition, name: &str) -> bool {
    match element.path.strip_suffix("[x]") {
        Some(stem) => name.strip_prefix(stem).is_some_and(|chosen| {
            element.types.iter().any(|candidate| candidate.len() == chosen.len() && candidate.eq_ignore_ascii_case(chosen))
        }),
        None => element.path == name,
    }
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
