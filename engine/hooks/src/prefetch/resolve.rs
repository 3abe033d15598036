//! Follows references within the data at hand, for `resolve()`.
//!
//! Knows the resources of the context, of earlier results, and of what was read on purpose. Must never fetch: a reference
//! that leads to nothing at hand is remembered, so that the caller can read it and fill the template again.

use super::Values;
use engine_fhir::Node;
use std::collections::HashMap;

/// Finds resources by `Type/id` or by the `fullUrl` of their Bundle's entry. The index is built when it is first needed.
pub(super) struct Finder<'v, 'd> {
    values: Option<Values<'v, 'd>>,
    results: Vec<Node<'d>>,
    found: HashMap<String, Node<'d>>,
    missed: Vec<String>,
}

impl<'v, 'd> Finder<'v, 'd> {
    /// Looks in the call's context and resources.
    pub(super) fn new(values: Values<'v, 'd>) -> Finder<'v, 'd> {
        Finder { values: Some(values), results: Vec::new(), found: HashMap::new(), missed: Vec::new() }
    }

    /// Looks in an earlier result too.
    pub(super) fn add(&mut self, result: Node<'d>) {
        self.results.push(result);
    }

    /// What the reference leads to. One that leads to nothing at hand is remembered.
    pub(super) fn find(&mut self, reference: &str) -> Option<Node<'d>> {
        self.index_all();
        let found = self.found.get(reference).copied();
        if found.is_none() && !self.missed.iter().any(|missed| missed == reference) {
            self.missed.push(reference.to_owned());
        }
        found
    }

    /// The references that led to nothing at hand.
    pub(super) fn into_missed(self) -> Vec<String> {
        self.missed
    }

    fn index_all(&mut self) {
        if let Some(values) = self.values.take() {
            values.context.members().for_each(|(_, field)| self.index(field));
            values.resources.iter().for_each(|resource| self.index(*resource));
        }
        for result in std::mem::take(&mut self.results) {
            self.index(result);
        }
    }

    /// A resource, the resources of a Bundle, or those of an array; anything else is passed over.
    fn index(&mut self, node: Node<'d>) {
        for resource in node.elements() {
            self.index_resource(resource);
        }
        self.index_resource(node);
        for entry in node.get("entry").into_iter().flat_map(Node::elements) {
            let Some(resource) = entry.get("resource") else { continue };
            self.index_resource(resource);
            if let Some(url) = entry.get("fullUrl").and_then(Node::as_text) {
                self.found.entry(url.into_owned()).or_insert(resource);
            }
        }
    }

    fn index_resource(&mut self, resource: Node<'d>) {
        if let (Some(resource_type), Some(id)) = (resource.resource_type(), resource.id()) {
            self.found.entry(format!("{resource_type}/{id}")).or_insert(resource);
        }
    }
}
