//! FHIR R4's search parameters, built into the program from HL7's definitions.
//!
//! Knows names, kinds, targets and where a parameter looks. Must never know how a value is compared.

include!(concat!(env!("OUT_DIR"), "/search_parameters.rs"));

/// A search parameter of one resource type.
#[derive(Debug, PartialEq, Eq)]
pub struct SearchParameter {
    /// `code`, `patient`, `_lastUpdated` …
    pub name: &'static str,
    /// What its values are.
    pub kind: ParameterKind,
    /// Where a reference parameter may point; empty for any other kind.
    pub targets: &'static [&'static str],
    /// FHIRPath of what it looks at, narrowed to its type; empty where it looks at no element (`_text`).
    pub expression: &'static str,
}

/// What a parameter's values are (FHIR R4, 3.1.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ParameterKind {
    Token,
    String,
    Reference,
    Date,
    Quantity,
    Number,
    Uri,
    Composite,
    Special,
}

/// The types whose parameters other types have too.
const SHARED: [&str; 2] = ["Resource", "DomainResource"];

/// The types that are a Resource, but no DomainResource (FHIR R4, 2.27).
const NO_DOMAIN_RESOURCE: [&str; 3] = ["Binary", "Bundle", "Parameters"];

/// The parameter `name` of a resource type, those of all resources (`_id` …) included.
pub fn find(resource_type: &str, name: &str) -> Option<&'static SearchParameter> {
    tables(resource_type).find_map(|table| Some(&table[table.binary_search_by_key(&name, |parameter| parameter.name).ok()?]))
}

/// All parameters of a resource type, those of all resources included.
pub fn of(resource_type: &str) -> impl Iterator<Item = &'static SearchParameter> {
    tables(resource_type).flatten()
}

fn tables(resource_type: &str) -> impl Iterator<Item = &'static [SearchParameter]> {
    let shared = if NO_DOMAIN_RESOURCE.contains(&resource_type) { &SHARED[..1] } else { &SHARED[..] };
    std::iter::once(table(resource_type)).chain(shared.iter().map(|name| table(name)))
}

fn table(resource_type: &str) -> &'static [SearchParameter] {
    match PARAMETERS.binary_search_by_key(&resource_type, |(name, _)| name) {
        Ok(index) => PARAMETERS[index].1,
        Err(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(resource_type: &str, name: &str) -> &'static str {
        find(resource_type, name).unwrap().expression
    }

    #[test]
    fn an_expression_shared_by_many_types_is_narrowed_to_one() {
        assert_eq!(expression("Observation", "patient"), "Observation.subject.where(resolve() is Patient)");
        assert_eq!(expression("MedicationRequest", "code"), "(MedicationRequest.medication as CodeableConcept)");
        assert_eq!(expression("AllergyIntolerance", "code"), "AllergyIntolerance.code | AllergyIntolerance.reaction.substance");
        assert_eq!(expression("Medication", "code"), "Medication.code");
        assert_eq!(expression("InsurancePlan", "name"), "name | alias");
    }

    #[test]
    fn no_expression_speaks_of_another_type() {
        for (resource_type, parameters) in &PARAMETERS {
            for parameter in parameters.iter().filter(|parameter| !parameter.expression.is_empty()) {
                for (other, _) in PARAMETERS.iter().filter(|(other, _)| other != resource_type) {
                    assert!(!parameter.expression.starts_with(&format!("{other}.")), "{resource_type}.{}", parameter.name);
                    assert!(!parameter.expression.contains(&format!("| {other}.")), "{resource_type}.{}", parameter.name);
                }
            }
        }
    }

    #[test]
    fn all_types_share_the_parameters_of_resource() {
        assert_eq!(find("Medication", "_id").unwrap().kind, ParameterKind::Token);
        assert_eq!(expression("Binary", "_lastUpdated"), "Resource.meta.lastUpdated");
        assert_eq!(expression("Observation", "_text"), "");
        assert_eq!(find("Bundle", "_text"), None, "a Bundle is no DomainResource");
    }

    #[test]
    fn a_reference_knows_where_it_points() {
        assert_eq!(find("MedicationRequest", "medication").unwrap().targets, ["Medication"]);
        assert_eq!(find("Coverage", "beneficiary").unwrap().targets, ["Patient"]);
        assert!(find("Observation", "code").unwrap().targets.is_empty());
    }

    #[test]
    fn unknown_names_are_not_found() {
        assert_eq!(find("Observation", "colour"), None);
        assert_eq!(find("Observation", "Code"), None);
        assert_eq!(find("Observation", "_filter"), None);
    }

    #[test]
    fn all_of_a_type_are_listed_once() {
        let names: Vec<&str> = of("Observation").map(|parameter| parameter.name).collect();
        assert!(names.contains(&"value-quantity") && names.contains(&"_tag") && names.contains(&"_text"));
        assert_eq!(names.len(), names.iter().collect::<std::collections::BTreeSet<_>>().len());
    }
}
