//! Laws of covering: scopes only add up, their order says nothing, and what is covered has a scope for each need.

use engine_fhir::query::Query;
use engine_smart::{
    cover::check,
    need,
    scope::{Level, Scopes},
};
use proptest::prelude::*;

fn any_scope() -> impl Strategy<Value = String> {
    let narrowing = prop_oneof![
        3 => Just(""),
        1 => Just("?category=a"),
        1 => Just("?category=b"),
        1 => Just("?code=s|&category=a,b"),
        1 => Just("?code:not=x"),
        1 => Just("?_id=1"),
        1 => Just("?=malformed"),
    ];
    ("(patient|user|system)/(\\*|Observation|Patient|Medication|Device)\\.(r|s|rs|cruds|sr|cud)", narrowing)
        .prop_map(|(head, tail)| head + tail)
}

fn any_query() -> impl Strategy<Value = Query<Option<String>>> {
    let parameter = proptest::sample::select(vec![
        "patient=1",
        "subject=Patient/2",
        "category=a",
        "category=a,b",
        "code=s|x",
        "code:not=x",
        "patient.name=a",
        "_include=Observation:patient",
        "_include=*",
        "_revinclude=Observation:patient",
        "_sort=-date",
        "_id=1",
    ]);
    let search = ("Observation|Patient|Device", proptest::collection::vec(parameter, 0..5));
    let text =
        prop_oneof!["(Observation|Patient|Device)/[12]", search.prop_map(|(name, parameters)| format!("{name}?{}", parameters.join("&")))];
    text.prop_filter_map("parses", |text| Some(Query::parse(&text).ok()?.map_values(|id| Some(id.clone()), |value| [Some(value.clone())])))
}

fn covers(scopes: &[String], query: &Query<Option<String>>, patient: Option<&str>) -> bool {
    check(query, &Scopes::parse(&scopes.join(" ")), patient, &[]).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_scope_more_never_takes_coverage_away(scopes in proptest::collection::vec(any_scope(), 0..5), more in any_scope(), query in any_query()) {
        if covers(&scopes, &query, Some("1")) {
            let more = [scopes, vec![more]].concat();
            prop_assert!(covers(&more, &query, Some("1")));
        }
    }

    #[test]
    fn the_order_of_scopes_says_nothing(
        (scopes, shuffled) in proptest::collection::vec(any_scope(), 0..5).prop_flat_map(|scopes| (Just(scopes.clone()), Just(scopes).prop_shuffle())),
        query in any_query(),
    ) {
        prop_assert_eq!(covers(&scopes, &query, Some("1")), covers(&shuffled, &query, Some("1")));
    }

    #[test]
    fn what_is_covered_has_a_scope_for_each_need(scopes in proptest::collection::vec(any_scope(), 0..5), query in any_query()) {
        if covers(&scopes, &query, Some("1")) {
            let scopes = Scopes::parse(&scopes.join(" "));
            for need in need::of(&query, &[]).needs {
                prop_assert!(scopes.iter().any(|scope| scope.is_for(need.resource_type) && scope.interactions.contains(need.interaction)));
            }
        }
    }

    #[test]
    fn without_a_patient_only_user_and_system_scopes_count(scopes in proptest::collection::vec(any_scope(), 0..5), query in any_query()) {
        let others: Vec<String> = scopes.iter().filter(|scope| Scopes::parse(scope).iter().all(|scope| scope.level != Level::Patient)).cloned().collect();
        prop_assert_eq!(covers(&scopes, &query, None), covers(&others, &query, None));
    }

    #[test]
    fn what_is_not_covered_says_why(scopes in proptest::collection::vec(any_scope(), 0..5), query in any_query()) {
        if let Err(uncovered) = check(&query, &Scopes::parse(&scopes.join(" ")), Some("1"), &[]) {
            prop_assert!(!uncovered.to_string().is_empty());
        }
    }
}
