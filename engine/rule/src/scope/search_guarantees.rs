//! What a search guarantees about the resources that it brings: their order, and whether they are all that there are.

use engine_fhir::{
    main_element,
    query::{Query, Search},
    search_parameter,
};
use engine_syntax::{
    catalogue::{count_before_filter, unordered_pick},
    diagnostic::{Diagnostic, Diagnostics},
    model::Pick,
    source::{Span, Text},
};

/// What the search guarantees that brought the list which a name holds.
#[derive(Clone, Debug)]
pub struct SearchGuarantees {
    is_sorted: bool,
    count: Option<Count>,
    /// Whether the query asks for a status, so that what was withdrawn doesn't come.
    asks_for_status: bool,
    /// Whether what comes first is what a find picks as the latest.
    is_latest_first: bool,
    /// Whether what a find leaves out as withdrawn may come.
    brings_withdrawn: bool,
    /// Whether others than those searched come too.
    brings_others: bool,
}

/// Types whose main date says when something happened, so that none lies ahead.
const HAPPENED: [&str; 10] = [
    "DiagnosticReport",
    "DocumentReference",
    "Immunization",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationRequest",
    "Observation",
    "Procedure",
    "QuestionnaireResponse",
    "ServiceRequest",
];

/// `_count`: the most that come.
#[derive(Clone, Debug)]
struct Count {
    written: String,
    span: Span,
}

impl SearchGuarantees {
    /// Finds what a query, and the text it was written as, guarantees; a read guarantees no order.
    pub fn of(query: &Query<Option<String>>, written: &Text) -> Option<SearchGuarantees> {
        let Query::Search(search) = query else { return None };
        let parameter = |name: &str| search.parameters.iter().find(|parameter| parameter.name == name);
        let count = parameter("_count").map(|count| Count {
            written: count.values.first().cloned().flatten().unwrap_or_else(|| "…".to_owned()),
            span: written.span_of(count.span.0..count.span.1),
        });
        let asks_for_status = search.parameters.iter().any(|parameter| parameter.name.contains("status"));
        Some(SearchGuarantees {
            is_sorted: parameter("_sort").is_some(),
            count,
            asks_for_status,
            is_latest_first: is_latest_first(search),
            brings_withdrawn: brings_withdrawn(search),
            brings_others: search.parameters.iter().any(|parameter| parameter.name.ends_with("include")),
        })
    }

    /// Whether the first resource of all those that come is the one that is picked, whatever the data.
    pub(crate) fn brings_first(&self, pick: Pick, any_status: bool) -> bool {
        let is_first = match pick {
            Pick::First => self.is_sorted,
            Pick::Latest => self.is_latest_first,
            Pick::Last | Pick::Earliest => false,
        };
        is_first && self.count.is_none() && !self.brings_others && (any_status || !self.brings_withdrawn)
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
        // A search without an order has been reported already.
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

/// Whether a search is sorted by the main date, the latest first, of what has happened.
fn is_latest_first(search: &Search<Option<String>>) -> bool {
    let resource_type = search.resource_type.name;
    let sort = search.parameters.iter().find(|parameter| parameter.name == "_sort").and_then(|sort| sort.values.first());
    let Some(name) = sort.and_then(|sort| sort.as_deref()?.strip_prefix('-')) else { return false };
    let main_date = main_element::find(resource_type).and_then(|main| main.dates.first());
    let is_main =
        |date: &&str| search_parameter::find(resource_type, name).is_some_and(|found| looks_at(found.expression, resource_type, date));
    HAPPENED.contains(&resource_type) && main_date.is_some_and(is_main)
}

/// Whether what a find leaves out by its status may come: what the search doesn't keep away by asking for other codes.
fn brings_withdrawn(search: &Search<Option<String>>) -> bool {
    let resource_type = search.resource_type.name;
    let Some(main) = main_element::find(resource_type) else { return false };
    let is_kept_away = |(element, codes): &(&str, &[&str])| {
        search.parameters.iter().any(|parameter| {
            let is_other = |value: &Option<String>| {
                value.as_ref().is_some_and(|value| !codes.contains(&value.rsplit('|').next().unwrap_or_default()) && !value.contains(','))
            };
            parameter.modifier.is_none()
                && parameter.definition.is_some_and(|found| looks_at(found.expression, resource_type, element))
                && parameter.values.iter().all(is_other)
        })
    };
    !main.withdrawn_if_true.is_empty() || !main.withdrawn.iter().all(is_kept_away)
}

/// Whether a search parameter looks at this element alone.
fn looks_at(expression: &str, resource_type: &str, element: &str) -> bool {
    let path = expression.strip_prefix(resource_type).and_then(|path| path.strip_prefix('.'));
    path == Some(element.trim_end_matches("[x]"))
}
