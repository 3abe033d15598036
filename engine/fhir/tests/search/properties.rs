//! What holds of searches whatever they find: the algebra of or, and, not, sorting and pages.

use super::{Answer, ask, documents};
use engine_fhir::{Document, record::Record};
use proptest::prelude::*;
use std::{collections::BTreeSet, sync::OnceLock};

fn record() -> Record<'static> {
    static DOCUMENTS: OnceLock<Vec<Document>> = OnceLock::new();
    Record::load(DOCUMENTS.get_or_init(documents)).unwrap()
}

fn ids(query: &str) -> Vec<String> {
    match ask(&record(), query) {
        Answer::Found { ids, .. } => ids,
        Answer::Refused(message) => panic!("{query}: {message}"),
    }
}

fn set(query: &str) -> BTreeSet<String> {
    ids(query).into_iter().collect()
}

/// A parameter of Observation with values that find something and some that don't.
fn conditions() -> impl Strategy<Value = (&'static str, &'static str, &'static str)> {
    let choices: [(&str, &[&str]); 7] = [
        ("code", &["dated", "measured", "ref", "panel", "http://loinc.org|85354-9", "none"]),
        ("date", &["2013", "gt2013-01-14", "lt2013-02", "ne2013-01-14", "sa2013-01-14", "ap2013"]),
        ("value-quantity", &["5.4", "gt5.4||mg", "5.4|http://unitsofmeasure.org|mg", "ne2"]),
        ("patient", &["ana", "Patient/ben", "nobody"]),
        ("subject", &["Patient/ana", "Group/ben", "Device/dev"]),
        ("value-string", &["normal", "weak", "none"]),
        ("patient.gender", &["female", "male", "other"]),
    ];
    prop::sample::select(choices.to_vec())
        .prop_flat_map(|(name, values)| (Just(name), prop::sample::select(values), prop::sample::select(values)))
}

const SORTS: [&str; 8] =
    ["_id", "-_id", "date", "-date", "value-quantity", "code,-date", "patient,-value-quantity", "-value-string,status"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn or_is_union((name, one, other) in conditions()) {
        let either = set(&format!("Observation?{name}={one}")).union(&set(&format!("Observation?{name}={other}"))).cloned().collect();
        prop_assert_eq!(set(&format!("Observation?{name}={one},{other}")), either);
    }

    #[test]
    fn and_is_intersection((name, value, _) in conditions(), (other, other_value, _) in conditions()) {
        let both = set(&format!("Observation?{name}={value}")).intersection(&set(&format!("Observation?{other}={other_value}"))).cloned().collect();
        prop_assert_eq!(set(&format!("Observation?{name}={value}&{other}={other_value}")), both);
    }

    #[test]
    fn not_is_the_complement(one in "(dated|measured|ref|panel|none)", other in "(dated|http://loinc\\.org\\|)") {
        let found = set(&format!("Observation?code={one},{other}"));
        let rest = set("Observation").difference(&found).cloned().collect();
        prop_assert_eq!(set(&format!("Observation?code:not={one},{other}")), rest);
    }

    #[test]
    fn what_has_a_value_is_what_is_not_missing((name, value, _) in conditions()) {
        prop_assume!(!name.contains('.'));
        let (missing, there) = (set(&format!("Observation?{name}:missing=true")), set(&format!("Observation?{name}:missing=false")));
        prop_assert!(missing.is_disjoint(&there) && missing.len() + there.len() == set("Observation").len());
        let found = set(&format!("Observation?{name}={value}"));
        prop_assert!(found.is_subset(&there));
    }

    #[test]
    fn sorting_is_a_permutation((name, value, _) in conditions(), sort in prop::sample::select(&SORTS[..])) {
        let mut sorted = ids(&format!("Observation?{name}={value}&_sort={sort}"));
        let mut plain = ids(&format!("Observation?{name}={value}"));
        sorted.sort();
        plain.sort();
        prop_assert_eq!(sorted, plain);
    }

    #[test]
    fn pages_join_into_the_whole(count in 1_usize..12, sort in prop::sample::select(&SORTS[..])) {
        let record = record();
        let whole = ids(&format!("Observation?_sort={sort}"));
        let mut pages = Vec::new();
        let mut next = Some(format!("Observation?_sort={sort}&_count={count}"));
        while let Some(query) = next {
            let found = record.search(&super::parse(&query), &super::clock(), &()).unwrap();
            prop_assert!(found.total() == whole.len() && found.entries().len() <= count);
            pages.extend(found.matches().map(|resource| resource.id().unwrap().into_owned()));
            next = found.next().map(str::to_owned);
        }
        prop_assert_eq!(pages, whole);
    }

    #[test]
    fn every_query_is_answered_or_refused(name in "[a-z_.:-]{1,24}", value in "[ -~]{1,16}") {
        if let Ok(engine_fhir::query::Query::Search(search)) = engine_fhir::query::Query::parse(&format!("Observation?{name}={value}")) {
            let _ = record().search(&search, &super::clock(), &super::Known);
        }
    }

    #[test]
    fn every_value_of_a_known_parameter_is_answered_or_refused(name in "(code|date|value-quantity|subject|value-string|probability|_sort|_include|_count)", value in "[ -~é]{1,16}") {
        for resource_type in ["Observation", "RiskAssessment"] {
            if let Ok(engine_fhir::query::Query::Search(search)) = engine_fhir::query::Query::parse(&format!("{resource_type}?{name}={value}")) {
                let _ = record().search(&search, &super::clock(), &super::Known);
            }
        }
    }
}
