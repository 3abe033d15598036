//! How a search's resources come: in which order, and whether all of them.

use crate::{
    check::catalogue::{count_before_filter, unordered_pick},
    diagnostic::{Diagnostic, Diagnostics},
    source::{Span, Text},
};
use engine_fhir::query::Query;

/// How the list that a name holds was served.
#[derive(Clone, Debug)]
pub struct Served {
    is_sorted: bool,
    count: Option<Count>,
    /// Whether the query asks for a status, so that what was withdrawn doesn't come.
    asks_for_status: bool,
}

/// `_count`: the most that come.
#[derive(Clone, Debug)]
struct Count {
    written: String,
    span: Span,
}

impl Served {
    /// Of a query and the text it was written as; of a read there is no order.
    pub fn of(query: &Query<Option<String>>, written: &Text) -> Option<Served> {
        let Query::Search(search) = query else { return None };
        let parameter = |name: &str| search.parameters.iter().find(|parameter| parameter.name == name);
        let count = parameter("_count").map(|count| Count {
            written: count.values.first().cloned().flatten().unwrap_or_else(|| "…".to_owned()),
            span: written.span_of(count.span.0..count.span.1),
        });
        let asks_for_status = search.parameters.iter().any(|parameter| parameter.name.contains("status"));
        Some(Served { is_sorted: parameter("_sort").is_some(), count, asks_for_status })
    }

    /// The parameter `_count` without a `_sort`: the server chooses which resources come.
    pub fn arbitrary_count(&self) -> Option<Span> {
        self.count.as_ref().filter(|_| !self.is_sorted).map(|count| count.span)
    }

    /// Reports that one is taken by its place, if nothing says which stands there.
    pub(crate) fn check_place(&self, place: Span, diagnostics: &mut Diagnostics) {
        if !self.is_sorted {
            let diagnostic = Diagnostic::new(&unordered_pick::CHECK, place, "nothing says which of these comes first")
                .label("in no order")
                .help("find it by its date, `{ find: …, pick: latest }`, or sort the query, as in `_sort=-date`");
            diagnostics.push(diagnostic);
        }
    }

    /// Reports a filter behind `_count`: what it leaves out took the place of what it would have kept.
    pub(crate) fn check_filter(&self, filter: Option<(Span, &str)>, leaves_out_withdrawn: bool, find: Span, diagnostics: &mut Diagnostics) {
        // Of one in no order that is told already.
        let Some(count) = self.count.as_ref().filter(|_| self.is_sorted) else { return };
        let is_one_withdrawn = leaves_out_withdrawn && count.written == "1" && !self.asks_for_status;
        let (place, what) = match filter {
            Some((place, key)) => (place, format!("`{key}`")),
            None if is_one_withdrawn => (find, "what was entered in error or cancelled".to_owned()),
            None => return,
        };
        let message = format!("the query brings {} at most, and {what} may leave out all of them", count.written);
        let diagnostic = Diagnostic::new(&count_before_filter::CHECK, place, message)
            .related(count.span, "older ones are never asked for")
            .help("leave `_count` out, or ask the query itself for what is looked for (`code`, `status`)");
        diagnostics.push(diagnostic);
    }
}
