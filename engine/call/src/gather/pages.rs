//! A search's pages. Without `_count` all of them belong to the entry, whose data are unavailable where any page is; with it, no page is followed past
//! so many results.

use crate::{FetchError, entry_data};
use engine_fhir::{Node, bundle, query::Query};
use engine_hooks::prefetch::{Template, TemplatePart};

/// How many results a template asks for at most: its `_count`.
pub(super) fn count(template: &Template) -> Option<usize> {
    let Query::Search(search) = template.query() else { return None };
    let parameter = search.parameters.iter().find(|parameter| parameter.name == "_count")?;
    match parameter.values.first().map(Vec::as_slice) {
        Some([TemplatePart::Literal(count)]) => count.parse().ok(),
        _ => None,
    }
}

/// Whether these pages hold as many results as were asked for. What is included doesn't count (FHIR R4, 3.1.1.5.2).
pub(super) fn is_enough(count: Option<usize>, pages: &[Node<'_>]) -> bool {
    let results = || pages.iter().flat_map(|page| entry_data::entries(*page)).filter(|entry| !entry_data::is_included(*entry)).count();
    count.is_some_and(|count| results() >= count)
}

/// How many resources there are with a further page; refused where that is more than `limit`.
pub(super) fn resources(limit: usize, before: usize, page: Node<'_>) -> Result<usize, FetchError> {
    let resources = before + entry_data::entries(page).count();
    if resources > limit { Err(FetchError::TooManyResources { limit }) } else { Ok(resources) }
}

/// Whether a prefetched search is one page of several, the rest of which belong to the entry too.
pub(super) fn has_more(template: &Template, first: Node<'_>) -> bool {
    bundle::next_link(first).is_some() && !is_enough(count(template), &[first])
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::Document;

    const PAGE: &str = r#"{"resourceType":"Bundle","link":[{"relation":"self","url":"http://h/a"},{"relation":"next","url":"http://h/b"}],
        "entry":[{"resource":{},"search":{"mode":"match"}},{"resource":{},"search":{"mode":"include"}},{"resource":{}}]}"#;

    fn has_more_of(template: &str) -> bool {
        let page = Document::parse(PAGE).unwrap();
        has_more(&Template::parse(template).unwrap(), page.root())
    }

    #[test]
    fn without_a_count_every_page_belongs_to_the_entry() {
        assert!(has_more_of("Observation?patient={{context.patientId}}"));
    }

    #[test]
    fn with_a_count_pages_are_followed_up_to_it() {
        assert!(has_more_of("Observation?patient={{context.patientId}}&_count=3"));
        assert!(!has_more_of("Observation?patient={{context.patientId}}&_count=2"));
        assert!(!has_more_of("Observation?patient={{context.patientId}}&_count=1"));
    }
}
