//! The searchset: a page of matches, the resources included with them, and the Bundle that answers the search (FHIR R4, 3.1.1.5.2 to 3.1.1.5.7).

use super::{
    elements::ElementSubset,
    include,
    options::{OFFSET, Options},
};
use crate::{
    bundle::SearchMode,
    document::{Document, Node, ParseError},
    query::{Parameter, Query, Search},
    record::{Record, Resource},
    writer::JsonWriter,
};

/// One page of a search's matches, with the resources that are included with them.
pub struct Searchset<'r, 'd> {
    total: usize,
    entries: Vec<SearchsetEntry<'r, 'd>>,
    this: String,
    next: Option<String>,
    subset: ElementSubset,
}

/// A resource of a searchset.
#[derive(Clone, Copy, Debug)]
pub struct SearchsetEntry<'r, 'd> {
    /// The resource.
    pub resource: &'r Resource<'d>,
    /// [`SearchMode::Match`] or [`SearchMode::Include`].
    pub mode: SearchMode,
}

impl<'r, 'd> Searchset<'r, 'd> {
    pub(super) fn of(record: &'r Record<'d>, search: &Search<String>, options: Options, matches: Vec<usize>) -> Searchset<'r, 'd> {
        let start = options.offset.min(matches.len());
        let end = options.count.map_or(matches.len(), |count| start.saturating_add(count).min(matches.len()));
        let page = matches.get(start..end).unwrap_or_default();
        let entry = |mode| move |index: &usize| Some(SearchsetEntry { resource: record.resource(*index)?, mode });
        let included = include::included(page, &options.joins, record);
        let entries =
            page.iter().filter_map(entry(SearchMode::Match)).chain(included.iter().filter_map(entry(SearchMode::Include))).collect();
        let has_next = end < matches.len() && options.count != Some(0);
        Searchset {
            total: matches.len(),
            entries,
            this: Query::Search(search.clone()).to_url(),
            next: has_next.then(|| at_offset(search, end)),
            subset: options.subset,
        }
    }
    /// How many resources match, on all pages together.
    pub fn total(&self) -> usize {
        self.total
    }
    /// The matches of this page in order, then what is included with them.
    pub fn entries(&self) -> &[SearchsetEntry<'r, 'd>] {
        &self.entries
    }
    /// The matches of this page, in order.
    pub fn matches(&self) -> impl Iterator<Item = Node<'d>> {
        self.entries.iter().filter(|entry| entry.mode == SearchMode::Match).map(|entry| entry.resource.node)
    }
    /// The query for the next page, where there is one: a relative URL that [`Query::parse`] reads.
    pub fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
    /// The searchset as a Bundle. Each resource is as it came, without what `_elements` and `_summary` leave out, and each entry has the `fullUrl` that it
    /// came with.
    pub fn to_bundle(&self) -> Result<Document, ParseError> {
        Document::parse(self.to_json())
    }
    /// The text of [`Searchset::to_bundle`].
    pub fn to_json(&self) -> String {
        let size: usize = self.entries.iter().map(|entry| entry.resource.node.raw().len() + 128).sum();
        let mut writer = JsonWriter::with_capacity(size + 256);
        writer.begin_object();
        writer.member("resourceType", "Bundle");
        writer.member("type", "searchset");
        writer.name("total");
        writer.number(&self.total.to_string());
        writer.name("link");
        writer.begin_array();
        write_link(&mut writer, "self", &self.this);
        self.next.iter().for_each(|next| write_link(&mut writer, "next", next));
        writer.end_array();
        if !self.entries.is_empty() {
            writer.name("entry");
            writer.begin_array();
            self.entries.iter().for_each(|entry| self.write_entry(&mut writer, entry));
            writer.end_array();
        }
        writer.end_object();
        writer.finish()
    }
    fn write_entry(&self, writer: &mut JsonWriter, entry: &SearchsetEntry<'_, '_>) {
        let Resource { resource_type, full_url, node, .. } = entry.resource;
        writer.begin_object();
        if let Some(url) = full_url {
            writer.member("fullUrl", url);
        }
        writer.name("resource");
        if entry.mode == SearchMode::Match {
            self.subset.write(writer, *node, resource_type)
        } else {
            writer.node(*node)
        }
        writer.name("search");
        writer.begin_object();
        writer.member("mode", if entry.mode == SearchMode::Match { "match" } else { "include" });
        writer.end_object();
        writer.end_object();
    }
}

/// Shows sizes only: resources are patient data, which must not reach a log.
impl std::fmt::Debug for Searchset<'_, '_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Searchset({} entries of {} matches)", self.entries.len(), self.total)
    }
}

/// The URL of the same search from the match at `offset` on.
fn at_offset(search: &Search<String>, offset: usize) -> String {
    let mut search = search.clone();
    search.parameters.retain(|parameter| parameter.name != OFFSET);
    search.parameters.push(Parameter {
        name: OFFSET.to_owned(),
        modifier: None,
        values: vec![offset.to_string()],
        span: (0, 0),
        definition: None,
    });
    Query::Search(search).to_url()
}

fn write_link(writer: &mut JsonWriter, relation: &str, url: &str) {
    writer.begin_object();
    writer.member("relation", relation);
    writer.member("url", url);
    writer.end_object();
}
