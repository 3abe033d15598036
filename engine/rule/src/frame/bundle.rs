//! How entries and context fields become values that expressions see, and what is in a Bundle.
//!
//! The value of a read is its resource; that of a search, and of a Bundle in the context, is the list of its resources. A path (`from`) still starts at the
//! Bundle itself, as it came. Must never know how values are drawn from resources.

use super::data::EntryData;
use crate::value::{
    Cause, Value,
    reading::Reading,
    types::{Elements, Type},
};
use engine_fhir::{
    Kind, Node,
    types::{ElementType, TypeDefinition},
};
use engine_hooks::catalogue::{ContextField, FieldKind};
use std::borrow::Cow;

/// The type of a read's value: its resource.
pub fn read_type(resource_type: &'static TypeDefinition) -> Type {
    Type::Element(Elements::one(ElementType::of(resource_type)))
}

/// The type of a search's value: the list of the resources searched. `gives` are all types that its Bundle may hold, those included too.
pub fn search_type(searched: &'static TypeDefinition, gives: &[&'static TypeDefinition]) -> Type {
    let bundle_of = gives.iter().map(|definition| ElementType::of(definition)).collect();
    Type::Element(Elements { alternatives: vec![ElementType::of(searched)], bundle_of }).list()
}

/// What the name of a read's entry holds.
pub fn read_value<'d>(entry: &EntryData<'d>) -> Value<'d> {
    match entry {
        EntryData::Available(node) if node.is_null() => Value::ABSENT,
        EntryData::Available(node) => Value::Json(*node),
        EntryData::Empty => Value::ABSENT,
        EntryData::Unavailable => Value::unknown(Cause::Unavailable),
    }
}

/// What the name of a search's entry holds: the resources of the type searched, without those included.
pub fn search_value<'d>(entry: &EntryData<'d>, searched: &TypeDefinition) -> Value<'d> {
    match entry {
        EntryData::Available(node) => Value::list(matches(*node, searched.name).map(Value::Json).collect()),
        EntryData::Empty => Value::list(Vec::new()),
        EntryData::Unavailable => Value::unknown(Cause::Unavailable),
    }
}

/// The type of a context field. HL7's hooks say in prose what their objects are; a hook of one's own doesn't.
pub fn context_field_type(field: &ContextField) -> Type {
    let bundle_of =
        |name| ElementType::named(name).map(|of| Type::Element(Elements { alternatives: vec![of], bundle_of: vec![of] }).list());
    let resource = |name| ElementType::named(name).map(|of| Type::Element(Elements::one(of)));
    let known = match (field.kind, field.name.as_str()) {
        (FieldKind::Text, _) => Some(Type::Text),
        (FieldKind::Array, "selections" | "dispatchedOrders") => Some(Type::Text.list()),
        (FieldKind::Array, "fulfillmentTasks") => resource("Task").map(Type::list),
        (FieldKind::Object, "draftOrders" | "orders" | "medications") => bundle_of("Resource"),
        (FieldKind::Object, "appointments") => bundle_of("Appointment"),
        (FieldKind::Object, "conditions") => bundle_of("Condition"),
        (FieldKind::Object, "allergyIntolerance") => resource("AllergyIntolerance"),
        _ => None,
    };
    known.unwrap_or(Type::Any)
}

/// What the name of a context field holds: of a Bundle the list of its resources, of an array a list.
pub fn context_field_value<'d>(node: Option<Node<'d>>) -> Value<'d> {
    match node {
        None => Value::ABSENT,
        Some(node) if is_bundle(node) => {
            Value::list(bundle_entries(node).filter(|entry| !entry.is_outcome()).map(|entry| Value::Json(entry.resource)).collect())
        }
        Some(node) => plain_value(node),
    }
}

/// JSON as the value that it plainly is.
pub(crate) fn plain_value(node: Node<'_>) -> Value<'_> {
    match node.kind() {
        Kind::Null => Value::ABSENT,
        Kind::Array => Value::list(node.elements().map(plain_value).collect()),
        Kind::Object => Value::Json(node),
        Kind::Boolean | Kind::Number | Kind::Text => Reading::Plain.value_of(node).unwrap_or(Value::unknown(Cause::Unreadable)),
    }
}

/// An entry of a Bundle that has a resource.
#[derive(Clone, Copy)]
pub(crate) struct BundleEntry<'d> {
    entry: Node<'d>,
    search: Option<Node<'d>>,
    /// Its resource.
    pub(crate) resource: Node<'d>,
}

impl<'d> BundleEntry<'d> {
    /// `fullUrl`
    pub(crate) fn full_url(self) -> Option<Cow<'d, str>> {
        self.entry.get("fullUrl")?.as_text()
    }
    /// Whether the search matched it, as far as is said; the others were included.
    fn is_match(self) -> bool {
        self.search.and_then(|search| search.get("mode")).is_none_or(|mode| mode.is_text("match"))
    }
    fn is_outcome(self) -> bool {
        is_of_type(self.resource, "OperationOutcome")
    }
}

/// Whether a node is a Bundle.
pub(crate) fn is_bundle(node: Node<'_>) -> bool {
    is_of_type(node, "Bundle")
}

/// Whether a node is a resource of this type.
pub(crate) fn is_of_type(node: Node<'_>, name: &str) -> bool {
    node.get("resourceType").is_some_and(|written| written.is_text(name))
}

/// A Bundle's entries that have a resource.
pub(crate) fn bundle_entries(bundle: Node<'_>) -> impl Iterator<Item = BundleEntry<'_>> {
    let entries = bundle.get("entry").into_iter().flat_map(Node::elements);
    entries.filter_map(|entry| {
        let [resource, search] = entry.get_each(["resource", "search"]);
        Some(BundleEntry { entry, search, resource: resource.filter(|resource| resource.kind() == Kind::Object)? })
    })
}

/// A Bundle's resources of a type, those that were only included left out. A resource that came where a Bundle belongs counts as one of it.
pub(crate) fn matches<'d>(node: Node<'d>, name: &str) -> impl Iterator<Item = Node<'d>> {
    let single = (!is_bundle(node)).then_some(node);
    let matched = bundle_entries(node).filter(|entry| entry.is_match()).map(|entry| entry.resource);
    single.into_iter().chain(matched).filter(move |resource| is_of_type(*resource, name))
}

/// A Bundle's resources of a type, included or not.
pub(crate) fn included<'d>(bundle: Node<'d>, name: &str) -> impl Iterator<Item = Node<'d>> {
    bundle_entries(bundle).map(|entry| entry.resource).filter(move |resource| is_of_type(*resource, name))
}
