//! Chains (FHIR R4, 3.1.1.4.15): a condition on the resources that a reference leads to, those contained in the resource among them (3.1.1.5.5).
//!
//! If a reference may lead to several types, the chain must say which one, unless only one of them has the parameter that it goes on with. FHIR asks servers to
//! refuse it otherwise.

use super::{
    condition::Condition,
    context::SearchContext,
    error::SearchErrorReason,
    parameter::{ParameterUse, reference_parameter},
    walk::{Subject, Value},
};
use crate::{
    query::ParameterName,
    record::{Record, ReferencedResource},
    search_parameter::{self, ElementPaths, SearchParameter},
    types::{self, TypeDefinition},
};

/// A chain's step, and the condition at its end.
pub(super) struct Chain<'a> {
    element_paths: &'static ElementPaths,
    target: &'static TypeDefinition,
    condition: Box<Condition<'a>>,
    /// Whether the condition holds for each resource of the record, by index. It is worked out once, since many references lead to one resource.
    holds: Vec<bool>,
}

impl<'a> Chain<'a> {
    pub(super) fn of(
        usage: ParameterUse<'_>,
        reference: &str,
        target: Option<&str>,
        rest: &str,
        context: SearchContext<'a>,
    ) -> Result<Chain<'a>, SearchErrorReason> {
        let parameter = reference_parameter(usage.resource_type, reference)?;
        let target = match target {
            Some(name) => types::resource(name).ok_or_else(|| SearchErrorReason::UnknownType(name.to_owned()))?,
            None => only_target(parameter, rest)?,
        };
        let condition = Condition::of(ParameterUse { name: rest, resource_type: target, ..usage }, context)?;
        let holds_for = |index| Subject::in_record(context.record, index).is_some_and(|subject| condition.holds(subject, context.record));
        let mut holds = vec![false; context.record.resources().len()];
        for index in context.record.indices(target.name) {
            if let Some(place) = holds.get_mut(*index) {
                *place = holds_for(*index);
            }
        }
        Ok(Chain { element_paths: &parameter.element_paths, target, condition: Box::new(condition), holds })
    }

    pub(super) fn holds(&self, subject: Subject<'_>, record: &Record<'_>) -> bool {
        subject.any_value(record, self.element_paths, &mut |value| self.holds_at(value, subject, record))
    }

    fn holds_at<'d>(&self, value: Value<'d>, subject: Subject<'d>, record: &Record<'d>) -> bool {
        if let Some(index) = value.index_in_record(record) {
            return self.holds.get(index).copied().unwrap_or(false);
        }
        let target = value.literal().and_then(|literal| record.resolve(&literal, subject.root));
        let Some(ReferencedResource::Contained(node)) = target else { return false };
        let is_of_type = node.resource_type().is_some_and(|name| name == self.target.name);
        is_of_type && self.condition.holds(Subject { node, root: subject.root, index: None }, record)
    }
}

/// The one type that the parameter leads to and that can go on with `rest`.
fn only_target(parameter: &SearchParameter, rest: &str) -> Result<&'static TypeDefinition, SearchErrorReason> {
    let goes_on = |name: &&&'static str| match ParameterName::parse(rest) {
        ParameterName::Plain(next) | ParameterName::Chain { reference: next, .. } => search_parameter::find(name, next).is_some(),
        _ => true,
    };
    let types: Vec<&'static str> = parameter.targets.iter().filter(goes_on).copied().collect();
    match (types.as_slice(), parameter.targets) {
        ([name], _) | ([], [name]) => types::resource(name).ok_or_else(|| SearchErrorReason::UnknownType((*name).to_owned())),
        _ => Err(SearchErrorReason::ChainType { reference: parameter.name.to_owned(), types }),
    }
}
