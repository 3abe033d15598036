//! From documents to a record, in one pass over their resources.

use super::{Record, RecordError, RecordErrorReason, Resource};
use crate::{
    date::DateTime,
    document::{Document, Kind, Node},
    reference::{Reference, is_id},
    types,
};
use jiff::tz::TimeZone;
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

impl<'d> Record<'d> {
    /// Loads documents that each hold a Bundle of any type, or one resource (as a line of NDJSON does).
    ///
    /// A Bundle stands for the resources in its entries, and a searchset within a Bundle, as a batch is answered with, for those in its own. An entry
    /// that describes a search and isn't data (`search.mode` is `outcome`), and an entry without a resource, are passed over.
    pub fn load(documents: impl IntoIterator<Item = &'d Document>) -> Result<Record<'d>, RecordError> {
        let mut record = Record { resources: Vec::new(), types: HashMap::new(), addresses: HashMap::new(), bases: BTreeSet::new() };
        for (document, root) in documents.into_iter().map(Document::root).enumerate() {
            let at = |entry, reason| RecordError { document, entry, reason };
            if is_bundle(root) {
                for (index, entry) in entries(root).map_err(|reason| at(None, reason))?.enumerate() {
                    record.add_entry(entry).map_err(|reason| at(Some(index), reason))?;
                }
            } else {
                record.add(root, None).map_err(|reason| at(None, reason))?;
            }
        }
        Ok(record)
    }

    fn add_entry(&mut self, entry: Node<'d>) -> Result<(), RecordErrorReason> {
        if entry.kind() != Kind::Object {
            return Err(RecordErrorReason::NoObject);
        }
        let [full_url, resource, search] = entry.get_each(["fullUrl", "resource", "search"]);
        let is_outcome = search.and_then(|search| search.get("mode")).is_some_and(|mode| mode.is_text("outcome"));
        let Some(resource) = resource.filter(|resource| !resource.is_null() && !is_outcome) else { return Ok(()) };
        if is_bundle(resource) && resource.get("type").is_some_and(|kind| kind.is_text("searchset")) {
            return entries(resource)?.try_for_each(|entry| self.add_entry(entry));
        }
        self.add(resource, full_url.and_then(Node::as_text).filter(|url| !url.is_empty()))
    }

    fn add(&mut self, node: Node<'d>, full_url: Option<Cow<'d, str>>) -> Result<(), RecordErrorReason> {
        if node.kind() != Kind::Object {
            return Err(RecordErrorReason::NoObject);
        }
        let [name, id] = node.get_each(["resourceType", "id"]).map(|member| member.and_then(Node::as_text));
        let name = name.ok_or(RecordErrorReason::NoResourceType)?;
        let resource_type = types::resource(&name).ok_or_else(|| RecordErrorReason::UnknownResourceType(name.into_owned()))?;
        if let Some(base) = full_url.as_ref().and_then(base) {
            self.bases.insert(base);
        }
        let id = id.filter(|id| !id.is_empty()).or_else(|| full_url.as_ref().and_then(id_in));
        self.put(Resource { resource_type, id, full_url, node });
        Ok(())
    }

    /// Puts a resource in the place of an older version of itself, or else after all others.
    fn put(&mut self, resource: Resource<'d>) {
        let of_type = self.types.entry(resource.resource_type.name).or_default();
        let next = self.resources.len();
        let index = match &resource.id {
            Some(id) => *of_type.by_id.entry(id.clone()).or_insert(next),
            None => next,
        };
        if let Some(url) = &resource.full_url {
            self.addresses.insert(url.clone(), index);
        }
        match self.resources.get_mut(index) {
            Some(present) if is_older(resource.node, present.node) => {}
            Some(present) => *present = resource,
            None => {
                of_type.all.push(index);
                self.resources.push(resource);
            }
        }
    }
}

fn is_bundle(node: Node<'_>) -> bool {
    node.get("resourceType").is_some_and(|name| name.is_text("Bundle"))
}

fn entries(bundle: Node<'_>) -> Result<impl Iterator<Item = Node<'_>>, RecordErrorReason> {
    match bundle.get("entry") {
        Some(entry) if entry.kind() != Kind::Array && !entry.is_null() => Err(RecordErrorReason::NoEntries),
        entry => Ok(entry.into_iter().flat_map(Node::elements)),
    }
}

/// Whether `left` says that it was changed before `right` was.
fn is_older(left: Node<'_>, right: Node<'_>) -> bool {
    let updated = |node: Node<'_>| DateTime::parse(&node.get("meta")?.get("lastUpdated")?.as_text()?).ok();
    match (updated(left), updated(right)) {
        (Some(left), Some(right)) => left.compare(right, &TimeZone::UTC).is_some_and(std::cmp::Ordering::is_lt),
        _ => false,
    }
}

/// `https://server/base` of an address.
fn base<'d>(url: &Cow<'d, str>) -> Option<Cow<'d, str>> {
    part(url, |url| match Reference::parse(url)? {
        Reference::Absolute { base, .. } => Some(base),
        _ => None,
    })
}

/// The id in an address.
fn id_in<'d>(url: &Cow<'d, str>) -> Option<Cow<'d, str>> {
    part(url, |url| match Reference::parse(url)? {
        Reference::Absolute { id, .. } | Reference::Relative { id, .. } => Some(id),
        Reference::Urn(urn) => urn.splitn(3, ':').nth(2).filter(|id| is_id(id)),
        _ => None,
    })
}

/// A part of a text, borrowed for as long as the text is.
fn part<'d>(text: &Cow<'d, str>, find: impl for<'t> Fn(&'t str) -> Option<&'t str>) -> Option<Cow<'d, str>> {
    match text {
        Cow::Borrowed(text) => find(text).map(Cow::Borrowed),
        Cow::Owned(text) => find(text).map(|part| Cow::Owned(part.to_owned())),
    }
}
