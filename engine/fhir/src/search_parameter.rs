//! FHIR R4's search parameters, built into the program from HL7's definitions.
//!
//! Knows the names, kinds and targets of parameters, and the elements at which they look. Must never know how a value is compared.

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
    /// The same as steps through JSON.
    pub element_paths: ElementPaths,
}

/// Where a parameter looks: the paths that its FHIRPath was lowered to when the program was built.
#[derive(Debug, PartialEq, Eq)]
pub enum ElementPaths {
    /// It looks at every element that one of the paths leads to.
    Elements(&'static [ElementPath]),
    /// It asks whether an element is there and isn't `false` (`Patient.deceased`).
    Existence(&'static [ElementPath]),
    /// It can't be lowered to paths, for this reason.
    Unsupported(&'static str),
}

/// A path from a resource to elements of one type.
#[derive(Debug, PartialEq, Eq)]
pub struct ElementPath {
    /// The steps, in order.
    pub steps: &'static [Step],
    /// The type of what they lead to: `CodeableConcept`, `dateTime` …
    pub element_type: &'static str,
}

impl ElementPath {
    /// Whether its last step is to the member of this name.
    pub fn ends_at(&self, name: &str) -> bool {
        matches!(self.steps.last(), Some(Step::Member(last)) if *last == name)
    }
}

/// A step of a path. From a list it is taken from each element.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// To the member of this JSON name.
    Member(&'static str),
    /// To the first of a list only.
    First,
    /// Stays, if the member of the first name is the second text; otherwise leads nowhere.
    Having(&'static str, &'static str),
    /// Stays, if this is a reference to a resource of this type; otherwise leads nowhere.
    PointsAt(&'static str),
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

/// The types that are a Resource, but not a DomainResource (FHIR R4, 2.27).
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

    /// The paths of a parameter as a person would write them: `valueQuantity: Quantity`.
    fn paths(resource_type: &str, name: &str) -> Vec<String> {
        let (ElementPaths::Elements(paths) | ElementPaths::Existence(paths)) = find(resource_type, name).unwrap().element_paths else {
            return Vec::new();
        };
        let step = |step: &Step| match step {
            Step::Member(name) => format!(".{name}"),
            Step::First => "[0]".to_owned(),
            Step::Having(name, text) => format!("[{name}={text}]"),
            Step::PointsAt(name) => format!("->{name}"),
        };
        paths.iter().map(|path| format!("{}: {}", path.steps.iter().map(step).collect::<String>(), path.element_type)).collect()
    }

    #[test]
    fn fhirpath_is_lowered_to_steps_that_end_at_one_type() {
        assert_eq!(paths("Observation", "value-quantity"), [".valueQuantity: Quantity"]);
        assert_eq!(paths("Observation", "patient"), [".subject->Patient: Reference"]);
        assert_eq!(
            paths("Observation", "date"),
            [".effectiveDateTime: dateTime", ".effectivePeriod: Period", ".effectiveTiming: Timing", ".effectiveInstant: instant"]
        );
        assert_eq!(paths("Observation", "value-string"), [".valueString: string", ".valueCodeableConcept.text: string"]);
        assert_eq!(paths("Condition", "onset-age"), [".onsetAge: Age", ".onsetRange: Range"]);
        assert_eq!(paths("Patient", "email"), [".telecom[system=email]: ContactPoint"]);
        assert_eq!(paths("Patient", "deceased"), [".deceasedBoolean: boolean", ".deceasedDateTime: dateTime"]);
        assert_eq!(paths("Questionnaire", "code"), [".item.code: Coding"]);
        assert_eq!(paths("InsurancePlan", "name"), [".name: string", ".alias: string"]);
        assert_eq!(paths("Binary", "_tag"), [".meta.tag: Coding"]);
    }

    #[test]
    fn a_choice_keeps_the_types_that_the_kind_finds_something_in() {
        assert_eq!(paths("Procedure", "date"), [".performedDateTime: dateTime", ".performedPeriod: Period"]);
        assert_eq!(paths("Immunization", "date"), [".occurrenceDateTime: dateTime"]);
    }

    #[test]
    fn what_cannot_be_lowered_is_known_by_name() {
        let mut refused = std::collections::BTreeMap::<&str, Vec<String>>::new();
        for (resource_type, parameters) in &PARAMETERS {
            for parameter in *parameters {
                if let ElementPaths::Unsupported(reason) = parameter.element_paths {
                    refused.entry(reason).or_default().push(format!("{resource_type}.{}", parameter.name));
                }
            }
        }
        let lines: Vec<String> = refused.iter().map(|(reason, names)| format!("{reason}:\n    {}", names.join("\n    "))).collect();
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn every_path_leads_to_what_its_last_step_is() {
        for (resource_type, parameters) in &PARAMETERS {
            let Some(start) = crate::types::ElementType::named(resource_type) else { panic!("{resource_type}") };
            for parameter in *parameters {
                let (ElementPaths::Elements(paths) | ElementPaths::Existence(paths)) = parameter.element_paths else { continue };
                for path in paths {
                    let members = path.steps.iter().filter_map(|step| match step {
                        Step::Member(name) => Some(*name),
                        _ => None,
                    });
                    let end = members.fold(start, |place, name| place.child(name).unwrap().element_type);
                    assert!(end.is(path.element_type) || path.element_type == "id", "{resource_type}.{}: {path:?}", parameter.name);
                }
            }
        }
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
