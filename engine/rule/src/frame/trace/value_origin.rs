//! Where a value came from: which query's result or which part of the context, which resource in it, and the path from there.

use crate::frame::data::{Data, EntryData};
use engine_fhir::{
    Node,
    document::{Step, path},
};

/// A place that a value was extracted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueOrigin {
    /// The prefetch entry, or `context`.
    pub source: String,
    /// The resource, as `Type/id`, where it lies in one that has an id.
    pub resource: Option<String>,
    /// From the resource on, else from where the source starts (RFC 9535).
    pub path: String,
}

impl ValueOrigin {
    /// The origin of a value at a place in a call's data; `entries` are the names of its entries, in their order.
    pub(crate) fn of<'e>(node: Node<'_>, data: &Data<'_>, entries: impl Iterator<Item = &'e str>) -> Option<ValueOrigin> {
        let had = entries.zip(&data.entries).filter_map(|(name, entry)| match entry {
            EntryData::Available(root) => Some((name, *root)),
            EntryData::Empty | EntryData::Unavailable => None,
        });
        let mut sources = had.chain(data.context.map(|context| ("context", context)));
        let (source, root) = sources.find(|(_, root)| root.contains(node))?;
        let way = root.path_to(node)?;
        let from = way.iter().rposition(|(_, place)| reference(*place).is_some());
        let resource = from.map_or_else(|| reference(root), |index| reference(way[index].1));
        let steps: Vec<&Step<'_>> = way.iter().skip(from.map_or(0, |index| index + 1)).map(|(step, _)| step).collect();
        Some(ValueOrigin { source: source.to_owned(), resource, path: path(steps) })
    }
}

fn reference(node: Node<'_>) -> Option<String> {
    Some(format!("{}/{}", node.resource_type()?, node.id()?))
}
