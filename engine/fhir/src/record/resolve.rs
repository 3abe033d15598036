//! Where references lead in a record.

use super::{Record, Resource};
use crate::{document::Node, reference::Reference};
use std::borrow::Cow;

/// What a reference means, so that two that mean the same are equal (FHIR R4, 3.1.1.4.12: relative or absolute, either matches the other).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place<'t> {
    /// A resource of the record, by its index among [`Record::resources`].
    Held(usize),
    /// A resource of the same server that the record doesn't hold.
    Away {
        /// `Type`
        resource_type: &'t str,
        /// `id`
        id: &'t str,
    },
    /// A resource of another server.
    Foreign {
        /// `https://server/base`
        base: &'t str,
        /// `Type`
        resource_type: &'t str,
        /// `id`
        id: &'t str,
    },
    /// A `urn:` that no entry has for its address.
    Urn(&'t str),
    /// `#id`, which means something only within its resource.
    Contained(&'t str),
}

/// A resource that a reference leads to.
#[derive(Clone, Debug)]
pub enum Target<'r, 'd> {
    /// One of the record.
    Held(&'r Resource<'d>),
    /// One contained in the resource that has the reference.
    Contained(Node<'d>),
}

impl<'d> Record<'d> {
    /// The resource that `reference`, the text of a `Reference.reference` in `resource`, leads to.
    pub fn resolve(&self, reference: &str, resource: Node<'d>) -> Option<Target<'_, 'd>> {
        match self.locate(reference)? {
            Place::Held(index) => self.resource(index).map(Target::Held),
            Place::Contained("") => Some(Target::Contained(resource)),
            Place::Contained(id) => contained(resource, id).map(Target::Contained),
            _ => None,
        }
    }

    /// What a reference means; `None` where it is none. A base that any resource's `fullUrl` has is the record's own server. Where none has one, as in NDJSON, any
    /// server may be: then an absolute reference leads to the resource of its type and id, if the record holds that.
    pub fn locate<'t>(&self, reference: &'t str) -> Option<Place<'t>> {
        let Some(parsed) = Reference::parse(reference) else { return self.conditional(reference).map(Place::Held) };
        Some(match parsed {
            Reference::Relative { resource_type, id } => self.local(resource_type, id),
            Reference::Absolute { base, resource_type, id } => match self.addresses.get(reference) {
                Some(index) => Place::Held(*index),
                None if self.bases.contains(base) => self.local(resource_type, id),
                None => {
                    let held = self.index_of(resource_type, id).filter(|_| self.bases.is_empty());
                    held.map_or(Place::Foreign { base, resource_type, id }, Place::Held)
                }
            },
            Reference::Urn(urn) => self.addresses.get(urn).map_or(Place::Urn(urn), |index| Place::Held(*index)),
            Reference::Contained { id } => Place::Contained(id),
            Reference::Bare(_) => return None,
        })
    }

    fn local<'t>(&self, resource_type: &'t str, id: &'t str) -> Place<'t> {
        self.index_of(resource_type, id).map_or(Place::Away { resource_type, id }, Place::Held)
    }

    /// The type of the resource that a Reference in `resource` leads to, as far as it tells: by where it leads, else by its `type`.
    pub(crate) fn type_of(&self, reference: Node<'d>, resource: Node<'d>) -> Option<Cow<'d, str>> {
        let [literal, stated] = reference.get_each(["reference", "type"]).map(|member| member.and_then(Node::as_text));
        let led_to = literal.and_then(|literal| match self.locate(&literal)? {
            Place::Held(index) => self.resource(index).map(|held| Cow::Borrowed(held.resource_type.name)),
            Place::Away { resource_type, .. } | Place::Foreign { resource_type, .. } => Some(Cow::Owned(resource_type.to_owned())),
            Place::Contained("") => resource.resource_type(),
            Place::Contained(id) => contained(resource, id)?.resource_type(),
            Place::Urn(_) => None,
        });
        led_to.or(stated)
    }
}

fn contained<'d>(resource: Node<'d>, id: &str) -> Option<Node<'d>> {
    let mut all = resource.get("contained")?.elements();
    all.find(|contained| contained.get("id").is_some_and(|own| own.is_text(id)))
}
