//! Whether a query lies within narrowed scopes, one alone or several together. (SMART calls them finer-grained scopes.)
//!
//! Knows parameters and their values. Must never know of interactions and patients: the scopes it is given grant those.

use crate::scope::Scope;
use engine_fhir::{
    query::{Parameter, Search, escape::unescaped},
    reference::without_type,
    search_parameter::{ParameterKind, SearchParameter},
};

/// More combinations than this are not looked at, and so not covered.
const MOST_COMBINATIONS: usize = 1_000;

/// A parameter of the query with all its values, or with one of them.
#[derive(Clone, Copy)]
struct Occurrence<'q, V> {
    parameter: &'q Parameter<Option<V>>,
    values: &'q [Option<V>],
}

/// Whether a read of `id` lies within a scope. A read proves nothing about the resource but its id.
pub(super) fn is_read_within(id: Option<&str>, scope: &Scope) -> bool {
    let names_id = |parameter: &Parameter| {
        parameter.name == "_id" && parameter.modifier.is_none() && id.is_some_and(|id| parameter.values.iter().any(|value| value == id))
    };
    scope.narrowing.iter().all(names_id)
}

/// Whether a search lies within one of the scopes, or within several that share it among them.
pub(super) fn is_search_within<V: AsRef<str>>(search: &Search<Option<V>>, scopes: &[&Scope]) -> bool {
    let whole: Vec<Occurrence<'_, V>> =
        search.parameters.iter().map(|parameter| Occurrence { parameter, values: &parameter.values }).collect();
    is_within_any(&whole, scopes) || is_shared(&whole, scopes)
}

fn is_within_any<V: AsRef<str>>(occurrences: &[Occurrence<'_, V>], scopes: &[&Scope]) -> bool {
    scopes.iter().any(|scope| {
        scope.narrowing.iter().all(|bound| {
            occurrences.iter().any(|occurrence| is_same_parameter(occurrence.parameter, bound) && is_within(occurrence, bound))
        })
    })
}

/// Whether each combination of one value per parameter lies within one scope. Parameters that no scope names don't matter.
fn is_shared<V: AsRef<str>>(whole: &[Occurrence<'_, V>], scopes: &[&Scope]) -> bool {
    let is_named = |occurrence: &&Occurrence<'_, V>| {
        scopes.iter().flat_map(|scope| &scope.narrowing).any(|bound| is_same_parameter(occurrence.parameter, bound))
    };
    let choices: Vec<Vec<Occurrence<'_, V>>> = whole.iter().filter(is_named).map(single_values).collect();
    let Some(count) = choices.iter().try_fold(1usize, |count, choice| count.checked_mul(choice.len())) else { return false };
    scopes.len() > 1
        && (1..=MOST_COMBINATIONS).contains(&count)
        && (0..count).all(|combination| is_within_any(&pick(&choices, combination), scopes))
}

/// One occurrence for each value. With a modifier, the values mean something only together, so they stay one occurrence.
fn single_values<'q, V>(whole: &Occurrence<'q, V>) -> Vec<Occurrence<'q, V>> {
    let Occurrence { parameter, values } = *whole;
    match parameter.modifier {
        Some(_) => vec![Occurrence { parameter, values }],
        None => values.chunks(1).map(|values| Occurrence { parameter, values }).collect(),
    }
}

/// The combination numbered `combination`, read as a number whose digits are the choices.
fn pick<'q, V>(choices: &[Vec<Occurrence<'q, V>>], mut combination: usize) -> Vec<Occurrence<'q, V>> {
    let digit = |choice: &Vec<Occurrence<'q, V>>| {
        let Occurrence { parameter, values } = choice[combination % choice.len()];
        combination /= choice.len();
        Occurrence { parameter, values }
    };
    choices.iter().map(digit).collect()
}

fn is_same_parameter<V>(parameter: &Parameter<Option<V>>, bound: &Parameter) -> bool {
    parameter.name == bound.name && parameter.modifier == bound.modifier
}

/// Whether the values of a parameter of the query lie within those of the same parameter of a scope.
fn is_within<V: AsRef<str>>(occurrence: &Occurrence<'_, V>, bound: &Parameter) -> bool {
    let is_value_within = |value: &Option<V>| {
        value
            .as_ref()
            .is_some_and(|value| bound.values.iter().any(|wider| lies_within(value.as_ref(), wider, occurrence.parameter.definition)))
    };
    match bound.modifier {
        None => !occurrence.values.is_empty() && occurrence.values.iter().all(is_value_within),
        Some(_) => is_same_set(occurrence.values, &bound.values),
    }
}

fn is_same_set<V: AsRef<str>>(values: &[Option<V>], bound: &[String]) -> bool {
    let is_in_bound = |value: &Option<V>| value.as_ref().is_some_and(|value| bound.iter().any(|other| other == value.as_ref()));
    let is_in_values = |other: &String| values.iter().any(|value| value.as_ref().is_some_and(|value| value.as_ref() == other));
    values.iter().all(is_in_bound) && bound.iter().all(is_in_values)
}

fn lies_within(value: &str, wider: &str, parameter: Option<&SearchParameter>) -> bool {
    value == wider
        || match parameter {
            Some(SearchParameter { kind: ParameterKind::Token, .. }) => is_token_within(value, wider),
            // A bare id can only be of the one type at which the parameter points.
            Some(SearchParameter { kind: ParameterKind::Reference, targets: [target], .. }) => {
                without_type(value, target) == without_type(wider, target)
            }
            _ => false,
        }
}

/// Whether a token lies within another: a bare code includes that of any system, and `system|` every code of the system (FHIR R4, 3.1.1.4.10).
fn is_token_within(value: &str, wider: &str) -> bool {
    let Some((system, code)) = split_token(value) else { return false };
    match split_token(wider) {
        None => code == wider,
        Some((wider_system, "")) => !wider_system.is_empty() && system == wider_system,
        Some(_) => false,
    }
}

/// Splits `system|code` at the first bar that no backslash escapes.
fn split_token(token: &str) -> Option<(&str, &str)> {
    let mut parts = token.splitn(2, unescaped('|'));
    parts.next().zip(parts.next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::query::Query;

    fn within(text: &str, scopes: &[&str]) -> bool {
        let query = Query::parse(text).unwrap().map_values(|_| None, |value| [Some(value.clone())]);
        let Query::Search(search) = query else { panic!("{text} is a search") };
        let scopes: Vec<Scope> = scopes.iter().map(|narrowing| Scope::parse(&format!("user/*.s?{narrowing}")).unwrap()).collect();
        is_search_within(&search, &scopes.iter().collect::<Vec<_>>())
    }

    #[test]
    fn tokens_lie_within_their_system_and_within_a_bare_code() {
        assert!(within("Observation?code=s|c", &["code=c"]));
        assert!(within("Observation?code=|c", &["code=c"]));
        assert!(within("Observation?code=c", &["code=c"]));
        assert!(within("Observation?code=s|c", &["code=s|"]));
        assert!(within("Observation?code=s|", &["code=s|"]));
        assert!(within("Observation?code=s|c", &["code=s|c"]));
        assert!(!within("Observation?code=c", &["code=s|c"]));
        assert!(!within("Observation?code=c", &["code=s|"]));
        assert!(!within("Observation?code=s|", &["code=s|c"]));
        assert!(!within("Observation?code=s|c", &["code=|c"]));
        assert!(!within("Observation?code=|c", &["code=s|c"]));
        assert!(!within("Observation?code=s|C", &["code=c"]));
        assert!(within("Observation?code=s|a%5C|b", &["code=a%5C|b"]), "an escaped bar splits nothing");
    }

    #[test]
    fn references_are_the_same_with_or_without_the_only_type() {
        assert!(within("Condition?patient=123", &["patient=Patient/123"]));
        assert!(within("Condition?patient=Patient/123", &["patient=123"]));
        assert!(!within("Condition?patient=123", &["patient=Patient/124"]));
        assert!(!within("Condition?subject=123", &["subject=Patient/123"]), "it may be a Group's");
        assert!(!within("Condition?subject:Patient=123", &["subject=Patient/123"]), "another modifier");
        assert!(!within("Condition?patient=http://a/Patient/123", &["patient=Patient/123"]));
    }

    #[test]
    fn everything_else_is_equal_or_outside() {
        assert!(within("Observation?date=ge2020", &["date=ge2020"]));
        assert!(!within("Observation?date=ge2021", &["date=ge2020"]));
        assert!(!within("Patient?name=smith", &["name=smi"]));
        assert!(!within("Observation?value-quantity=5", &["value-quantity=5.0"]));
        assert!(within("Observation?patient.birthdate=1990", &["patient.birthdate=1990"]));
    }

    #[test]
    fn with_a_modifier_both_lists_are_the_same_set() {
        assert!(within("Observation?code:not=a,b", &["code:not=b,a"]));
        assert!(within("Observation?code:not=a,a", &["code:not=a"]));
        assert!(!within("Observation?code:not=a", &["code:not=a,b"]));
        assert!(!within("Observation?code:not=a,b", &["code:not=a"]));
        assert!(!within("Observation?code:not=s|a", &["code:not=a"]));
        assert!(!within("Observation?code=a", &["code:not=a"]));
    }

    #[test]
    fn all_parameters_of_a_scope_must_hold() {
        assert!(within("Observation?code=a&category=b", &["category=b&code=a"]));
        assert!(!within("Observation?code=a", &["category=b&code=a"]));
        assert!(!within("Observation?code=a&code=b", &["code=c"]));
        assert!(within("Observation?code=a&code=b", &["code=a&code=b"]));
        assert!(!within("Observation?code=a", &["code=a&code=b"]));
    }

    #[test]
    fn a_repeated_parameter_lies_within_where_one_occurrence_does() {
        assert!(within("Observation?code=a,x&code=b", &["code=b"]));
        assert!(!within("Observation?code=a,b&code=b,c", &["code=b"]));
        assert!(within("Observation?code=a,b&code=b,c", &["code=a,b"]));
    }

    #[test]
    fn several_scopes_share_a_query() {
        assert!(within("Observation?category=a,b", &["category=a", "category=b"]));
        assert!(!within("Observation?category=a,b,c", &["category=a", "category=b"]));
        assert!(!within("Observation?category=a,b&code=x,y", &["category=a&code=x", "category=b&code=y"]));
        assert!(within("Observation?category=a,b&code=x", &["category=a&code=x", "category=b&code=x"]));
        assert!(within("Observation?category=a&code=x,y&code:not=p,q", &["code=x&code:not=q,p", "code=y"]));
        assert!(!within("Observation?code:not=a,b", &["code:not=a", "code:not=b"]));
        assert!(within("Observation?category=a,b&_elements=code,value", &["category=a", "category=b"]));
    }

    #[test]
    fn a_thousand_combinations_are_looked_at_and_no_more() {
        let codes = |count: usize| (0..count).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
        let scopes = [format!("category=a&code={}", codes(2_000)), "category=b".to_owned()];
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        assert!(within(&format!("Observation?category=a,b&code={}", codes(500)), &scopes));
        assert!(!within(&format!("Observation?category=a,b&code={}", codes(501)), &scopes));
        assert!(within(&format!("Observation?category=b&code={}", codes(1_500)), &scopes), "one scope alone needs no combinations");
    }

    #[test]
    fn a_value_that_is_not_known_lies_within_nothing() {
        let query = Query::parse("Observation?code=a&code:not=a").unwrap().map_values(|_| None::<String>, |_| [None]);
        let Query::Search(search) = query else { panic!("a search") };
        for narrowing in ["code=a", "code:not=a"] {
            let scope = Scope::parse(&format!("user/Observation.s?{narrowing}")).unwrap();
            assert!(!is_search_within(&search, &[&scope]), "{narrowing}");
        }
    }

    #[test]
    fn a_read_lies_within_its_id_alone() {
        let within = |id, narrowing| is_read_within(id, &Scope::parse(&format!("user/Patient.r?{narrowing}")).unwrap());
        assert!(within(Some("77"), "_id=77") && within(Some("77"), "_id=76,77"));
        for narrowing in ["_id=78", "_id:not=78", "_id=77&name=a", "identifier=77"] {
            assert!(!within(Some("77"), narrowing), "{narrowing}");
        }
        assert!(!within(None, "_id=77"));
    }
}
