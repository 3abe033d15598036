//! What a find may count on in the way its resources come: their order, and that none were cut off before it filters.
//!
//! Knows what a query asks for and what a find leaves out. Must never know a resource.

use crate::{
    scope::{
        names::{NameSort, Names},
        queried_codes::QueriedCodes,
    },
    terminology::{Library, value_set::ValueSet},
    value::slot::Slot,
};
use engine_syntax::{
    diagnostic::Diagnostics,
    model::{self, Pick},
    source::Span,
};

/// Reports a pick by place out of a list in no order, and filters behind `_count`.
pub(super) fn check(written: &model::Find, names: &dyn Names, library: &Library, diagnostics: &mut Diagnostics) {
    let [source] = written.find.as_slice() else { return };
    let Some(name) = names.lookup(source.as_str()) else { return };
    let Some(guarantees) = names.search_guarantees(name.slot) else { return };
    if let Some(pick) = written.pick.as_ref().filter(|pick| matches!(pick.value, Pick::First | Pick::Last)) {
        guarantees.check_place(pick.span, diagnostics);
    }
    if let NameSort::Entry(entry) = name.sort {
        let set = written.codes.as_ref().and_then(|codes| library.value_sets.get(codes.as_str()));
        let filter = filter(written, names.queried_codes(entry).as_ref(), set.map(|set| &**set));
        guarantees.check_filter(filter, !written.any_status, source.span(), diagnostics);
    }
}

/// The prefetch entry of which a find reads nothing but the first that comes.
pub(super) fn reads_one(written: &model::Find, names: &dyn Names, library: &Library) -> Option<Slot> {
    let ([source], Some(pick)) = (written.find.as_slice(), &written.pick) else { return None };
    let name = names.lookup(source.as_str())?;
    let NameSort::Entry(entry) = name.sort else { return None };
    let set = written.codes.as_ref().and_then(|codes| library.value_sets.get(codes.as_str()));
    let leaves_out = written.resource_type.is_some()
        || written.reading.kind.is_some()
        || written.within.as_ref().is_some_and(|within| within.value.is_ahead || pick.value != Pick::Latest)
        || filter(written, names.queried_codes(entry).as_ref(), set.map(|set| &**set)).is_some();
    (!leaves_out && names.search_guarantees(name.slot)?.brings_first(pick.value, written.any_status)).then_some(name.slot)
}

/// The first key that may leave out what the query asked for. A period back from now doesn't: what a sorted query cuts off is older still.
fn filter<'f>(written: &'f model::Find, queried_codes: Option<&QueriedCodes>, set: Option<&ValueSet>) -> Option<(Span, &'f str)> {
    let asks_for_no_more = || queried_codes.zip(set).is_some_and(|(queried_codes, set)| queried_codes.are_within(set));
    let codes = written.codes.as_ref().filter(|_| !asks_for_no_more()).map(|codes| (codes.span(), "codes"));
    let having = written.having.as_ref().map(|having| (having.span(), "having"));
    let path = written.path.as_ref().map(|path| (path.span(), "path"));
    codes.or(having).or(path)
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    /// The checks that fire on a query and what is found in it.
    fn said(query: &str, values: &str) -> Vec<&'static str> {
        let rule = format!(
            "id: a\nhook: patient-view\nversion: 1.0.0\ndescription: x\nprefetch: {{ labs: 'Observation?patient={{{{context.patientId}}}}{query}' }}\n\
             valueSets: {{ a1c: {{ codes: {{ 'http://loinc.org': [ 4548-4, 17856-6 ] }} }} }}\nvalues: {{ {values} }}\n\
             when: present(x)\ncards: [ {{ id: a, summary: x, indicator: info, source: {{ label: x }} }} ]\n"
        );
        findings(&[("a.yaml", rule.as_str())]).iter().map(|finding| finding.check).collect()
    }

    #[test]
    fn the_first_of_an_unsorted_search_is_any_of_them() {
        for values in [
            "x: { find: labs, pick: first }",
            "x: { from: labs, path: '$.entry[0].resource.valueQuantity' }",
            "x: { from: labs, path: '$.entry[*].resource.valueQuantity', pick: last }",
            "x: first(labs)",
            "all: { find: labs, codes: a1c }, x: last(all)",
        ] {
            assert_eq!(said("", values), ["unordered-pick"], "{values}");
            assert!(!said("&_sort=-date", values).contains(&"unordered-pick"), "{values}");
        }
        assert_eq!(said("", "x: { find: labs, pick: latest }"), [""; 0]);
    }

    #[test]
    fn what_count_cuts_off_is_not_there_to_be_found() {
        let bounded = "&code={{codes.a1c}}&_sort=-date&_count=3";
        assert_eq!(said(bounded, "x: { find: labs, codes: a1c, within: 6 months, pick: latest }"), [""; 0]);
        assert_eq!(said(bounded, "x: { find: labs, having: $.valueQuantity, pick: latest }"), ["count-before-filter"]);
        assert_eq!(said("&_sort=-date&_count=3", "x: { find: labs, codes: a1c, pick: latest }"), ["count-before-filter"]);
    }

    #[test]
    fn one_that_was_entered_in_error_hides_all_others() {
        let find = "x: { find: labs, pick: latest }";
        assert_eq!(said("&_sort=-date&_count=1", find), ["count-before-filter"]);
        assert_eq!(said("&status=final&_sort=-date&_count=1", find), [""; 0]);
        assert_eq!(said("&_sort=-date&_count=1", "x: { find: labs, status: any, pick: latest }"), [""; 0]);
    }

    #[test]
    fn a_count_without_an_order_brings_any() {
        assert_eq!(said("&_count=3", "x: { find: labs, pick: latest }"), ["count-without-sort"]);
    }

    #[test]
    fn all_are_asked_for_and_one_is_read() {
        let query = "&code={{codes.a1c}}&status=final,amended&_sort=-date";
        for one in [
            "x: { find: labs, pick: latest }",
            "x: { find: labs, pick: first }",
            "x: { find: labs, codes: a1c, within: 6 months, pick: latest }",
            "x: { from: labs, path: '$.entry[0].resource.valueQuantity' }",
            "one: { find: labs, status: any, pick: latest }, x: { from: one, path: $.valueQuantity, as: quantity, unit: '%' }",
        ] {
            assert_eq!(said(query, one), ["one-without-count"], "{one}");
            assert_eq!(said(&format!("{query}&_count=1"), one), [""; 0], "{one}");
        }
        assert_eq!(said("&_sort=-date", "x: { find: labs, status: any, pick: latest }"), ["one-without-count"]);
    }

    #[test]
    fn where_another_could_be_the_one_that_is_read_all_may_come() {
        let query = "&code={{codes.a1c}}&status=final&_sort=-date";
        for several in [
            "x: { find: labs, having: $.valueQuantity, pick: latest }",
            "x: { find: labs, pick: latest, path: $.valueQuantity, as: quantity, unit: '%' }",
            "x: { find: labs, pick: latest, as: date }",
            "x: { find: labs, pick: earliest }",
            "x: { find: labs, within: 6 months, pick: first }",
            "x: { find: [ labs, context.patientId ], pick: latest }",
            "x: { find: labs, pick: latest }, y: { find: labs, pick: latest }",
            "y: { find: labs, pick: latest }, x: count(labs)",
            "all: { find: labs }, x: { find: all, pick: latest }",
            "one: { find: labs, pick: latest }, x: { from: one, path: '$.hasMember[0]', as: resource }",
        ] {
            assert!(!said(query, several).contains(&"one-without-count"), "{several}");
        }
        for query in [
            "&code={{codes.a1c}}&_sort=-date",
            "&status=final&_sort=date",
            "&status:not=final&_sort=-date",
            "&status=final,cancelled&_sort=-date",
            "&status=final&_sort=-code",
            "&status=final&_sort=-date&_include=Observation:has-member",
            "&status=final",
        ] {
            assert!(!said(query, "x: { find: labs, pick: latest }").contains(&"one-without-count"), "{query}");
        }
        assert!(!said("&status=final&_sort=-date", "x: { find: labs, codes: a1c, pick: latest }").contains(&"one-without-count"));
    }
}
