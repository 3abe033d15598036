//! The union of several sources: each resource once, where a draft counts for the order that it is a new form of.
//!
//! Knows how a resource is identified. Must never know what is asked of it.

use crate::frame::data::Data;
use engine_fhir::{Kind, Node, reference::Reference};
use std::{borrow::Cow, collections::HashSet};

type Identity<'d> = (Cow<'d, str>, Cow<'d, str>);

/// Every resource once. A draft of the context stands for the order of the record that it is a new form of: the one of its own id, and those that its
/// `priorPrescription`, `replaces` or `priorRequest` names.
pub(super) fn each_once<'d>(resources: Vec<Node<'d>>, data: &Data<'d>) -> Vec<Node<'d>> {
    let is_draft = |resource: &Node<'d>| data.context.is_some_and(|context| context.contains(*resource));
    let mut replaced: HashSet<Identity<'d>> = HashSet::new();
    let mut replaced_places: HashSet<usize> = HashSet::new();
    for draft in resources.iter().copied().filter(is_draft) {
        replaced.extend(identity(draft));
        for reference in predecessors(draft) {
            replaced.extend(target(reference));
            replaced_places.extend(data.follow(reference).map(place));
        }
    }
    let is_replaced = |resource: Node<'d>, identity: Option<&Identity<'d>>| {
        !is_draft(&resource) && (identity.is_some_and(|identity| replaced.contains(identity)) || replaced_places.contains(&place(resource)))
    };
    let mut seen: HashSet<Identity<'d>> = HashSet::new();
    let mut seen_places: HashSet<usize> = HashSet::new();
    let mut kept = Vec::with_capacity(resources.len());
    for resource in resources {
        let identity = identity(resource);
        if is_replaced(resource, identity.as_ref()) {
            continue;
        }
        let is_new = match identity {
            Some(identity) => seen.insert(identity),
            None => seen_places.insert(place(resource)),
        };
        if is_new {
            kept.push(resource);
        }
    }
    kept
}

/// Where a resource is, in whatever document.
fn place(resource: Node<'_>) -> usize {
    resource.raw().as_ptr() as usize
}

fn identity(resource: Node<'_>) -> Option<Identity<'_>> {
    Some((resource.resource_type()?, resource.id()?))
}

fn predecessors<'d>(draft: Node<'d>) -> impl Iterator<Item = Node<'d>> {
    let named = ["priorPrescription", "replaces", "priorRequest"].into_iter().filter_map(move |name| draft.get(name));
    named.flat_map(|node| node.elements().chain((node.kind() == Kind::Object).then_some(node)))
}

/// The type and id that a reference names, whatever server it names.
fn target<'d>(reference: Node<'d>) -> Option<Identity<'d>> {
    let text = reference.get("reference")?.as_text()?;
    match Reference::parse(&text)? {
        Reference::Relative { resource_type, id } | Reference::Absolute { resource_type, id, .. } => {
            Some((Cow::Owned(resource_type.to_owned()), Cow::Owned(id.to_owned())))
        }
        _ => None,
    }
}
