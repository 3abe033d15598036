//! A whole patient's record, held in memory: what a FHIR server would know after loading it.
//!
//! Knows Bundles, identities and where references lead. Must never know how a value is searched for ([`crate::search`]), and copies no resource: it
//! points into the documents that it was read from.

mod conditional;
mod error;
mod load;
mod resolve;

pub use error::{RecordError, RecordErrorReason};
pub use resolve::{ReferencedResource, ResolvedReference};

use crate::{document::Node, types::TypeDefinition};
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    fmt,
};

/// The resources of one or several documents, by type, id and address.
///
/// **Identity.** A resource's id is its `id`. A resource without one has the id in its entry's `fullUrl`: the end of `…/Type/id`, or what stands in
/// `urn:uuid:id`. Where an entry has both, as Synthea's do, references by either lead to it. (A server that loads a transaction gives out new ids and
/// rewrites the references; here ids stay, so that tests can name them.)
///
/// **References** lead to a resource by `Type/id`, by its address, absolute or `urn:…`, and, as in a transaction, by `Type?identifier=…`.
///
/// **The same resource twice**, of the same type and id: the one with the later `meta.lastUpdated` counts, or where that doesn't tell, the one that comes
/// later. So the overlapping pages of a search can be read together.
pub struct Record<'d> {
    resources: Vec<Resource<'d>>,
    types: HashMap<&'static str, OfType<'d>>,
    /// By `fullUrl`.
    addresses: HashMap<Cow<'d, str>, usize>,
    /// The servers that its resources say they come from: `https://server/base` of a `fullUrl`.
    bases: BTreeSet<Cow<'d, str>>,
}

/// A resource of a record.
#[derive(Clone)]
pub struct Resource<'d> {
    /// Its type.
    pub resource_type: &'static TypeDefinition,
    /// Its id, or the one in its `fullUrl`. Without an id, nothing can refer to it.
    pub id: Option<Cow<'d, str>>,
    /// `Bundle.entry.fullUrl`.
    pub full_url: Option<Cow<'d, str>>,
    /// The resource itself.
    pub node: Node<'d>,
}

/// The resources of one type, by their index.
#[derive(Default)]
struct OfType<'d> {
    all: Vec<usize>,
    by_id: HashMap<Cow<'d, str>, usize>,
}

impl<'d> Record<'d> {
    /// The resource of this type and id: a FHIR read.
    pub fn read(&self, resource_type: &str, id: &str) -> Option<Node<'d>> {
        Some(self.resources.get(self.index_of(resource_type, id)?)?.node)
    }
    /// All its resources, in the order in which they came.
    pub fn resources(&self) -> &[Resource<'d>] {
        &self.resources
    }
    /// The resources of a type, in the order in which they came.
    pub fn of_type(&self, resource_type: &str) -> impl Iterator<Item = &Resource<'d>> {
        self.indices(resource_type).iter().filter_map(|index| self.resources.get(*index))
    }
    /// Its patients. A patient's record has one; the caller decides whether any other number is an error.
    pub fn patients(&self) -> Vec<&Resource<'d>> {
        self.of_type("Patient").collect()
    }
    pub(crate) fn indices(&self, resource_type: &str) -> &[usize] {
        self.types.get(resource_type).map_or(&[], |of_type| &of_type.all)
    }
    pub(crate) fn resource(&self, index: usize) -> Option<&Resource<'d>> {
        self.resources.get(index)
    }
    pub(crate) fn index_of(&self, resource_type: &str, id: &str) -> Option<usize> {
        self.types.get(resource_type)?.by_id.get(id).copied()
    }
}

/// Shows sizes only: a record holds patient data, which must not reach a log.
impl fmt::Debug for Record<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Record({} resources of {} types)", self.resources.len(), self.types.len())
    }
}

/// Shows the type only: an id may be a patient's.
impl fmt::Debug for Resource<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Resource({:?})", self.resource_type)
    }
}

#[cfg(test)]
mod tests;
