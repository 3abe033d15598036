//! The types that a query can give, and whether it is confined to the patient of the context.
//!
//! Knows FHIR's search parameters. Must never know other queries.

use engine_fhir::{
    compartment,
    query::{Include, Parameter, ParameterName, Query},
    search_parameter,
    types::{self, TypeDefinition},
};
use engine_hooks::prefetch::{TemplatePart, Token};

/// The types that a query can give: the one read or searched, and those that it includes.
pub(super) fn gives(query: &Query<Vec<TemplatePart>>) -> Vec<&'static TypeDefinition> {
    let mut types = vec![query.resource_type()];
    if let Query::Search(search) = query {
        for included in search.parameters.iter().flat_map(included_types) {
            if !types.contains(&included) {
                types.push(included);
            }
        }
    }
    types
}

/// The types that `_include` and `_revinclude` bring in.
fn included_types(parameter: &Parameter<Vec<TemplatePart>>) -> Vec<&'static TypeDefinition> {
    let is_reverse = match parameter.parsed_name() {
        ParameterName::Include => false,
        ParameterName::ReverseInclude => true,
        _ => return Vec::new(),
    };
    let literals = parameter.values.iter().filter_map(|value| match value.as_slice() {
        [TemplatePart::Literal(text)] => Include::parse(text),
        _ => None,
    });
    literals.flat_map(|include| types_of(include, is_reverse)).collect()
}

fn types_of(include: Include<'_>, is_reverse: bool) -> Vec<&'static TypeDefinition> {
    let targets = |resource_type: &str, reference: &str| {
        search_parameter::find(resource_type, reference)
            .map(|found| found.targets)
            .unwrap_or_default()
            .iter()
            .filter_map(|name| types::resource(name))
            .collect()
    };
    match include {
        Include::AllOf { resource_type } | Include::Along { resource_type, .. } if is_reverse => {
            types::resource(resource_type).into_iter().collect()
        }
        Include::Along { target: Some(target), .. } => types::resource(target).into_iter().collect(),
        Include::Along { resource_type, reference, target: None } => targets(resource_type, reference),
        Include::Everything | Include::AllOf { .. } => types::resources().collect(),
    }
}

/// Whether a query is confined to `context.patientId`: a read or `_id` search of that patient, or a search by a parameter that names whose record it is.
pub(super) fn is_confined_to_patient(query: &Query<Vec<TemplatePart>>) -> bool {
    match query {
        Query::Read { resource_type, id } => resource_type.name == "Patient" && is_patient_id(id),
        Query::Search(search) => search.parameters.iter().any(|parameter| {
            let names_the_record = match search.resource_type.name {
                "Patient" => parameter.name == "_id",
                _ => compartment::SUBJECT_PARAMETERS.contains(&parameter.name.as_str()),
            };
            let is_plain = parameter.modifier.as_deref().is_none_or(|modifier| modifier == "Patient");
            names_the_record && is_plain && matches!(parameter.values.as_slice(), [value] if is_patient_id(value))
        }),
    }
}

fn is_patient_id(value: &[TemplatePart]) -> bool {
    let rest = match value {
        [TemplatePart::Literal(prefix), rest @ ..] if prefix == "Patient/" => rest,
        all => all,
    };
    matches!(rest, [TemplatePart::Token(Token::Context { field })] if field == "patientId")
}
