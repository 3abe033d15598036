//! The scopes that queries require, and no more (the principle of least privilege): for people to grant (`engine scopes`) and for discovery.
//!
//! Knows what queries need. Must never know what was granted.

use crate::{
    cover::ScopeQuery,
    need,
    scope::{Interactions, Level, Scope},
};
use engine_fhir::query::Query;
use std::collections::BTreeMap;

/// The fewest and narrowest scopes that cover all of `queries`, sorted. Each query comes with the types that `resolve()` in its template may read. A
/// scope is for the patient alone where that is enough, else for the user. `patient` is what stands in the queries for the id of the patient in
/// context.
pub fn required_scopes<'q, V: AsRef<str> + 'q>(
    queries: impl IntoIterator<Item = (&'q Query<Option<V>>, &'q [&'q str])>,
    patient: Option<&str>,
) -> Vec<String> {
    let mut required: BTreeMap<(Level, &'static str), Interactions> = BTreeMap::new();
    for (query, resolved_types) in queries {
        let scope_query = ScopeQuery::new(query, patient);
        for need in need::of(query, resolved_types).needs {
            let granted = required.entry((scope_query.narrowest_level(&need), need.resource_type)).or_default();
            *granted = granted.iter().chain([need.interaction]).collect();
        }
    }
    let scopes: Vec<Scope> =
        required.into_iter().map(|((level, resource_type), interactions)| scope(level, resource_type, interactions)).collect();
    let mut shown: Vec<String> =
        scopes.iter().filter_map(|scope| without_what_others_grant(scope, &scopes)).map(|scope| scope.to_string()).collect();
    shown.sort_unstable();
    shown
}

fn scope(level: Level, resource_type: &'static str, interactions: Interactions) -> Scope {
    let resource_type = Some(resource_type).filter(|name| *name != need::ANY_TYPE);
    Scope { level, resource_type, interactions, narrowing: Vec::new() }
}

/// A scope with the interactions that no wider scope grants as well.
fn without_what_others_grant(scope: &Scope, all: &[Scope]) -> Option<Scope> {
    let is_wider = |other: &&Scope| {
        *other != scope && other.level >= scope.level && scope.resource_type.map_or(other.resource_type.is_none(), |own| other.is_for(own))
    };
    let wider: Interactions = all.iter().filter(is_wider).flat_map(|other| other.interactions.iter()).collect();
    let interactions: Interactions = scope.interactions.iter().filter(|interaction| !wider.contains(*interaction)).collect();
    (!interactions.is_empty()).then(|| Scope { interactions, ..scope.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cover::check, scope::Scopes};
    use proptest::prelude::*;

    fn parse(text: &str) -> Query<Option<String>> {
        Query::parse(text).unwrap().map_values(|id| Some(id.clone()), |value| [Some(value.clone())])
    }

    fn required(texts: &[&str], patient: Option<&str>) -> String {
        let queries: Vec<_> = texts.iter().map(|text| parse(text)).collect();
        required_scopes(queries.iter().map(|query| (query, &[][..])), patient).join(" ")
    }

    #[test]
    fn what_is_confined_needs_the_patient_level_alone() {
        assert_eq!(required(&["Patient/p", "Observation?patient=p"], Some("p")), "patient/Observation.s patient/Patient.r");
        assert_eq!(required(&["Observation?code=a"], Some("p")), "user/Observation.s");
        assert_eq!(required(&["Observation?patient=p"], None), "user/Observation.s");
    }

    #[test]
    fn interactions_merge_by_type_and_level() {
        assert_eq!(required(&["Observation?patient=p", "Observation/9"], Some("p")), "patient/Observation.rs");
        assert_eq!(required(&["Patient/p", "Patient?name=a"], Some("p")), "patient/Patient.r user/Patient.s");
    }

    #[test]
    fn includes_and_chains_bring_their_types() {
        let text =
            "MedicationRequest?patient=p&_include=MedicationRequest:medication&_revinclude=Provenance:target&requester:Practitioner.name=a";
        assert_eq!(
            required(&[text], Some("p")),
            "patient/Medication.r patient/MedicationRequest.s patient/Practitioner.s patient/Provenance.s"
        );
        assert_eq!(required(&["Observation?_include=Observation:patient"], Some("p")), "user/Observation.s user/Patient.r");
    }

    #[test]
    fn what_a_wider_scope_grants_is_left_out() {
        assert_eq!(required(&["Observation?patient=p", "Observation?code=a"], Some("p")), "user/Observation.s");
        assert_eq!(required(&["Observation/9", "Observation?code=a"], Some("p")), "patient/Observation.r user/Observation.s");
        assert_eq!(required(&["Observation?_include=*", "Patient/p"], Some("p")), "user/*.r user/Observation.s");
    }

    #[test]
    fn resolved_types_are_read() {
        let query = parse("Observation?patient=p");
        assert_eq!(
            required_scopes([(&query, &["Practitioner", "Patient"][..])], Some("p")).join(" "),
            "patient/Observation.s patient/Practitioner.r user/Patient.r"
        );
    }

    const PLAIN: [&str; 6] =
        ["Patient/p", "Patient?_id=p", "Observation?patient=p&code=a", "Observation?code=a", "Device/5", "Practitioner/5"];

    const WITH_PARTS: [&str; 4] = [
        "Observation?code=a&_include=Observation:subject",
        "MedicationRequest?patient=p&_include=*",
        "Patient?_has:Observation:patient:code=a",
        "Observation?patient.organization.name=a&_revinclude=Provenance:target",
    ];

    fn covers(scopes: &[String], queries: &[Query<Option<String>>]) -> bool {
        let scopes = Scopes::parse(&scopes.join(" "));
        queries.iter().all(|query| check(query, &scopes, Some("p"), &[]).is_ok())
    }

    proptest! {
        #[test]
        fn they_cover_the_queries(texts in proptest::sample::subsequence([&PLAIN[..], &WITH_PARTS].concat(), 1..6)) {
            let queries: Vec<_> = texts.iter().map(|text| parse(text)).collect();
            let required = required_scopes(queries.iter().map(|query| (query, &[][..])), Some("p"));
            prop_assert!(covers(&required, &queries), "{required:?}");
        }

        #[test]
        fn none_is_needless(texts in proptest::sample::subsequence(PLAIN.to_vec(), 1..6)) {
            let queries: Vec<_> = texts.iter().map(|text| parse(text)).collect();
            let required = required_scopes(queries.iter().map(|query| (query, &[][..])), Some("p"));
            for left_out in 0..required.len() {
                let mut fewer = required.clone();
                fewer.remove(left_out);
                prop_assert!(!covers(&fewer, &queries), "{required:?} without {left_out}");
            }
        }
    }
}
