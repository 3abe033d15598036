//! The search parameter that a query uses, looked up among those of its resource type.
//!
//! Knows parameters and where they look. Must never know how a value is compared.

use super::error::SearchErrorReason;
use crate::{
    query::Parameter,
    search_parameter::{self, ElementPath, ElementPaths, ParameterKind, SearchParameter},
    types::TypeDefinition,
};
use engine_spelling::closest;

/// One use of a parameter on resources of one type: as the query writes it, or what is left of it at the end of a chain.
#[derive(Clone, Copy)]
pub(super) struct ParameterUse<'q> {
    pub(super) resource_type: &'static TypeDefinition,
    pub(super) name: &'q str,
    pub(super) modifier: Option<&'q str>,
    pub(super) values: &'q [String],
}

/// What a parameter that says something of the whole resource gives: a boolean.
const BOOLEAN: &[ElementPath] = &[ElementPath { steps: &[], element_type: "boolean" }];

impl<'q> ParameterUse<'q> {
    pub(super) fn of(parameter: &'q Parameter<String>, resource_type: &'static TypeDefinition) -> ParameterUse<'q> {
        let Parameter { name, modifier, values, .. } = parameter;
        ParameterUse { resource_type, name, modifier: modifier.as_deref(), values }
    }
    pub(super) fn unsupported(&self, because: impl Into<String>) -> SearchErrorReason {
        SearchErrorReason::UnsupportedParameter { name: self.name.to_owned(), because: because.into() }
    }
}

/// The parameter of a type, with the paths that its values are at the end of.
pub(super) fn find(usage: &ParameterUse<'_>) -> Result<(&'static SearchParameter, &'static [ElementPath]), SearchErrorReason> {
    let Some(parameter) = search_parameter::find(usage.resource_type.name, usage.name) else { return Err(unknown(usage)) };
    match parameter.element_paths {
        ElementPaths::Elements(paths) => Ok((parameter, paths)),
        ElementPaths::Existence(_) => Ok((parameter, BOOLEAN)),
        ElementPaths::Unsupported(because) => Err(usage.unsupported(because)),
    }
}

/// The parameters that FHIR gives every search and that are not among those of a type.
const GENERAL: [&str; 7] = ["_contained", "_containedType", "_filter", "_has", "_list", "_score", "_type"];

fn unknown(usage: &ParameterUse<'_>) -> SearchErrorReason {
    if GENERAL.contains(&usage.name) {
        return usage.unsupported("only the parameters of the type, chains, `_has`, `_id` and the like can be");
    }
    let names = search_parameter::of(usage.resource_type.name).map(|parameter| parameter.name);
    let alike = closest(usage.name, names);
    SearchErrorReason::UnknownParameter { resource_type: usage.resource_type.name.to_owned(), name: usage.name.to_owned(), alike }
}

/// The parameter that a chain, `_has` or `_include` goes along.
pub(super) fn reference_parameter(
    resource_type: &'static TypeDefinition,
    name: &str,
) -> Result<&'static SearchParameter, SearchErrorReason> {
    let (parameter, _) = find(&ParameterUse { resource_type, name, modifier: None, values: &[] })?;
    match parameter.kind {
        ParameterKind::Reference => Ok(parameter),
        _ => Err(SearchErrorReason::NotAReference(name.to_owned())),
    }
}
