//! Where references lead in a record.

use super::{Record, Resource};
use crate::{
    document::Node,
    reference::{Reference, contained},
};
use std::borrow::Cow;

/// What a reference leads to, so that references to the same resource are equal however they are written (FHIR R4, 3.1.1.4.12: a relative and an
/// absolute reference match each other).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolvedReference<'t> {
    /// A resource of the record, by its index among [`Record::resources`].
    InRecord(usize),
    /// A resource of the same server that the record doesn't hold.
    SameServer {
        /// `Type`
        resource_type: &'t str,
        /// `id`
        id: &'t str,
    },
    /// A resource of another server.
    OtherServer {
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
pub enum ReferencedResource<'r, 'd> {
    /// One of the record.
    InRecord(&'r Resource<'d>),
    /// One contained in the resource that has the reference.
    Contained(Node<'d>),
}

impl<'d> Record<'d> {
    /// The resource that `reference`, the text of a `Reference.reference` in `resource`, leads to.
    pub fn resolve(&self, reference: &str, resource: Node<'d>) -> Option<ReferencedResource<'_, 'd>> {
        match self.locate(reference)? {
            ResolvedReference::InRecord(index) => self.resource(index).map(ReferencedResource::InRecord),
            ResolvedReference::Contained("") => Some(ReferencedResource::Contained(resource)),
            ResolvedReference::Contained(id) => contained(resource, id).map(ReferencedResource::Contained),
            _ => None,
        }
    }

    /// Resolves the text of a reference; `None` if it isn't a reference. A base that any resource's `fullUrl` has is the record's own server. Where no resource has one, as in NDJSON, any
    /// server may be: then an absolute reference leads to the resource of its type and id, if the record holds that.
    pub fn locate<'t>(&self, reference: &'t str) -> Option<ResolvedReference<'t>> {
        let Some(parsed) = Reference::parse(reference) else { return self.conditional(reference).map(ResolvedReference::InRecord) };
        Some(match parsed {
            Reference::Relative { resource_type, id } => self.local(resource_type, id),
            Reference::Absolute { base, resource_type, id } => match self.addresses.get(reference) {
                Some(index) => ResolvedReference::InRecord(*index),
                None if self.bases.contains(base) => self.local(resource_type, id),
                None => {
                    let held = self.index_of(resource_type, id).filter(|_| self.bases.is_empty());
                    held.map_or(ResolvedReference::OtherServer { base, resource_type, id }, ResolvedReference::InRecord)
                }
            },
            Reference::Urn(urn) => self.addresses.get(urn).map_or(ResolvedReference::Urn(urn), |index| ResolvedReference::InRecord(*index)),
            Reference::Contained { id } => ResolvedReference::Contained(id),
            Reference::Bare(_) => return None,
        })
    }

    fn local<'t>(&self, resource_type: &'t str, id: &'t str) -> ResolvedReference<'t> {
        self.index_of(resource_type, id).map_or(ResolvedReference::SameServer { resource_type, id }, ResolvedReference::InRecord)
    }

    /// The type of the resource that a Reference in `resource` leads to, as far as it tells: by where it leads, else by its `type`.
    pub(crate) fn type_of(&self, reference: Node<'d>, resource: Node<'d>) -> Option<Cow<'d, str>> {
        let [literal, stated] = reference.get_each(["reference", "type"]).map(|member| member.and_then(Node::as_text));
        let led_to = literal.and_then(|literal| match self.locate(&literal)? {
            ResolvedReference::InRecord(index) => self.resource(index).map(|held| Cow::Borrowed(held.resource_type.name)),
            ResolvedReference::SameServer { resource_type, .. } | ResolvedReference::OtherServer { resource_type, .. } => {
                Some(Cow::Owned(resource_type.to_owned()))
            }
            ResolvedReference::Contained("") => resource.resource_type(),
            ResolvedReference::Contained(id) => contained(resource, id)?.resource_type(),
            ResolvedReference::Urn(_) => None,
        });
        led_to.or(stated)
    }
}
