//! Bundle (FHIR R4, 2.36): what a search answers with, a page at a time.
//!
//! Knows a Bundle's entries and links. Must never know which search it answers, or how a page is fetched.

use crate::document::{Document, Kind, Node, ParseError};
use crate::writer::JsonWriter;
use std::borrow::Cow;
use std::collections::HashSet;

/// An entry that holds a resource.
#[derive(Clone, Debug)]
pub struct BundleEntry<'d> {
    /// `fullUrl`: where the resource lives.
    pub full_url: Option<Cow<'d, str>>,
    /// `search.mode`: why it is in the Bundle; `None` if the server doesn't say.
    pub mode: Option<SearchMode>,
    /// `resource`
    pub resource: Node<'d>,
}

/// Why a resource is in a searchset (FHIR R4, SearchEntryMode).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchMode {
    /// It matches the search.
    Match,
    /// Another refers to it, or it to another: `_include`, `_revinclude`.
    Include,
    /// It is an OperationOutcome about the search itself.
    Outcome,
}

/// The entries of a Bundle that hold a resource, in order; nothing for any other JSON.
pub fn resources(bundle: Node<'_>) -> impl Iterator<Item = BundleEntry<'_>> {
    entries(bundle).filter_map(|entry| {
        let resource = entry.get("resource").filter(|resource| resource.kind() == Kind::Object)?;
        let full_url = entry.get("fullUrl").and_then(Node::as_text);
        Some(BundleEntry { full_url, mode: entry.get("search").and_then(SearchMode::read), resource })
    })
}

/// The URL of a Bundle's next page; `None` if this is the last. A link without a URL gives the empty text: there is more, and it can't be fetched.
pub fn next_link(bundle: Node<'_>) -> Option<Cow<'_, str>> {
    let next = links(bundle).find(|link| is_next(*link))?;
    Some(next.get("url").and_then(Node::as_text).unwrap_or_default())
}

/// One Bundle of the pages of one search: the first, with the entries of the others after its own and without its link to the next page.
///
/// Pages overlap where a server repeats what it includes, or where its data changes meanwhile. No two entries of a Bundle have the same
/// `fullUrl` and version (R4, bdl-7), so the second is left out.
pub fn join(pages: &[&Document]) -> Result<Document, ParseError> {
    let mut writer = JsonWriter::new();
    if let Some(first) = pages.first() {
        writer.begin_object();
        for (name, value) in first.root().members().filter(|(name, _)| name != "entry") {
            writer.name(&name);
            if name == "link" { write_links(&mut writer, first.root()) } else { writer.node(value) }
        }
        write_entries(&mut writer, pages);
        writer.end_object();
    }
    Document::parse(writer.finish())
}

fn write_links(writer: &mut JsonWriter, bundle: Node<'_>) {
    writer.begin_array();
    links(bundle).filter(|link| !is_next(*link)).for_each(|link| writer.node(link));
    writer.end_array();
}

/// `entry`, where there is one: FHIR has no empty arrays.
fn write_entries(writer: &mut JsonWriter, pages: &[&Document]) {
    let mut seen = HashSet::new();
    let all = pages.iter().flat_map(|page| entries(page.root()));
    let mut once = all.filter(|entry| identity(*entry).is_none_or(|identity| seen.insert(identity))).peekable();
    if once.peek().is_none() {
        return;
    }
    writer.name("entry");
    writer.begin_array();
    once.for_each(|entry| writer.node(entry));
    writer.end_array();
}

/// What identifies an entry: its `fullUrl` and the version of its resource.
fn identity(entry: Node<'_>) -> Option<(Cow<'_, str>, Option<Cow<'_, str>>)> {
    let version = || entry.get("resource")?.get("meta")?.get("versionId")?.as_text();
    Some((entry.get("fullUrl")?.as_text()?, version()))
}

fn entries(bundle: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    bundle.get("entry").into_iter().flat_map(Node::elements)
}

fn links(bundle: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    bundle.get("link").into_iter().flat_map(Node::elements)
}

fn is_next(link: Node<'_>) -> bool {
    link.get("relation").is_some_and(|relation| relation.is_text("next"))
}

impl SearchMode {
    fn read(search: Node<'_>) -> Option<SearchMode> {
        match search.get("mode")?.as_text()?.as_ref() {
            "match" => Some(SearchMode::Match),
            "include" => Some(SearchMode::Include),
            "outcome" => Some(SearchMode::Outcome),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(json: &str) -> Document {
        Document::parse(json).unwrap()
    }
    fn joined(pages: &[&str]) -> String {
        let pages: Vec<_> = pages.iter().map(|page| document(page)).collect();
        join(&pages.iter().collect::<Vec<_>>()).unwrap().text().to_owned()
    }

    #[test]
    fn an_entry_gives_its_resource_with_its_address_and_mode() {
        let bundle = document(
            r#"{"resourceType":"Bundle","entry":[
                {"fullUrl":"urn:uuid:1","resource":{"id":"1"},"search":{"mode":"match"}},
                {"resource":{"id":"2"},"search":{"mode":"include"}},
                {"resource":{"id":"3"},"search":{"mode":"outcome"}},
                {"resource":{"id":"4"},"search":{"mode":"other"}},
                {"fullUrl":"urn:uuid:5","response":{"status":"404"}},
                {"resource":null}]}"#,
        );
        let found: Vec<_> = resources(bundle.root()).map(|entry| (entry.resource.id().unwrap(), entry.full_url, entry.mode)).collect();
        let expected = [
            ("1", Some("urn:uuid:1"), Some(SearchMode::Match)),
            ("2", None, Some(SearchMode::Include)),
            ("3", None, Some(SearchMode::Outcome)),
            ("4", None, None),
        ];
        assert_eq!(found, expected.map(|(id, url, mode)| (Cow::from(id), url.map(Cow::from), mode)));
    }
    #[test]
    fn a_bundle_without_entries_has_no_resources() {
        for json in [r#"{"resourceType":"Bundle"}"#, r#"{"entry":[]}"#, r#"{"entry":{"resource":{}}}"#, "[]", "null"] {
            assert_eq!(resources(document(json).root()).count(), 0, "{json}");
        }
    }
    #[test]
    fn the_next_page_is_where_the_next_link_points() {
        let bundle = document(r#"{"link":[{"relation":"self","url":"https://a.org/1"},{"relation":"next","url":"https://a.org/2"}]}"#);
        assert_eq!(next_link(bundle.root()).as_deref(), Some("https://a.org/2"));
        for last in ["{}", r#"{"link":[{"relation":"self","url":"https://a.org/1"}]}"#, r#"{"link":null}"#] {
            assert_eq!(next_link(document(last).root()), None, "{last}");
        }
    }
    #[test]
    fn a_next_link_without_an_address_is_not_the_end() {
        for cut in [r#"{"link":[{"relation":"next"}]}"#, r#"{"link":[{"relation":"next","url":""}]}"#] {
            assert_eq!(next_link(document(cut).root()).as_deref(), Some(""), "{cut}");
        }
    }
    #[test]
    fn pages_join_into_one_bundle_without_a_next_page() {
        let first = r#"{"resourceType":"Bundle","total":3,"link":[{"relation":"self","url":"u"},{"relation":"next","url":"v"}],"entry":[{"resource":{"id":"1", "n":1.50}}]}"#;
        let second = r#"{"resourceType":"Bundle","total":3,"link":[{"relation":"next","url":"w"}],"entry":[{"resource":{"id":"2"}}]}"#;
        let third = r#"{"resourceType":"Bundle","entry":[{"resource":{"id":"3"}}]}"#;
        insta::assert_snapshot!(
            joined(&[first, second, third]),
            @r#"{"resourceType":"Bundle","total":3,"link":[{"relation":"self","url":"u"}],"entry":[{"resource":{"id":"1", "n":1.50}},{"resource":{"id":"2"}},{"resource":{"id":"3"}}]}"#
        );
    }
    #[test]
    fn a_page_without_entries_adds_none() {
        let (empty, full) = (r#"{"resourceType":"Bundle"}"#, r#"{"resourceType":"Bundle","entry":[{"resource":{}}]}"#);
        assert_eq!(joined(&[empty, empty]), empty);
        assert_eq!(joined(&[empty, full]), full);
        assert_eq!(joined(&[full, empty]), full);
        assert_eq!(joined(&[full]), full);
    }
    #[test]
    fn what_pages_repeat_stands_once_and_what_cannot_be_identified_is_kept() {
        let page = |entries: &str| format!(r#"{{"entry":[{entries}]}}"#);
        let (a, b) = (r#"{"fullUrl":"a","resource":{"id":"a"}}"#, r#"{"fullUrl":"b","resource":{"id":"b"}}"#);
        assert_eq!(joined(&[&page(a), &page(&format!("{a},{b}"))]), page(&format!("{a},{b}")));
        let newer = r#"{"fullUrl":"a","resource":{"id":"a","meta":{"versionId":"2"}}}"#;
        assert_eq!(joined(&[&page(a), &page(newer)]), page(&format!("{a},{newer}")));
        let nameless = r#"{"resource":{"id":"a"}}"#;
        assert_eq!(joined(&[&page(nameless), &page(nameless)]), page(&format!("{nameless},{nameless}")));
    }
    #[test]
    fn no_pages_are_no_bundle() {
        assert!(join(&[]).is_err());
    }
}
