//! Reverse chains, `_has` (FHIR R4, 3.1.1.4.16): a resource of another type refers to this one and meets a condition.

use super::{
    condition::Condition,
    context::SearchContext,
    error::SearchErrorReason,
    parameter::{ParameterUse, reference_parameter},
    walk::Subject,
};
use crate::types;
use std::collections::HashSet;

/// The resources at the beginning of a reverse chain, by their index in the record: those that a resource which meets the condition refers to.
/// They are found once, when the search begins.
pub(super) struct ReverseChain(HashSet<usize>);

impl ReverseChain {
    pub(super) fn of(
        usage: ParameterUse<'_>,
        by: &str,
        reference: &str,
        rest: &str,
        context: SearchContext<'_>,
    ) -> Result<ReverseChain, SearchErrorReason> {
        let by = types::resource(by).ok_or_else(|| SearchErrorReason::UnknownType(by.to_owned()))?;
        let parameter = reference_parameter(by, reference)?;
        let condition = Condition::of(ParameterUse { name: rest, resource_type: by, ..usage }, context)?;
        let subjects = context.record.indices(by.name).iter().filter_map(|index| Subject::in_record(context.record, *index));
        let mut referenced = HashSet::new();
        for subject in subjects.filter(|subject| condition.holds(*subject, context.record)) {
            subject.any_value(context.record, &parameter.element_paths, &mut |value| {
                referenced.extend(value.index_in_record(context.record));
                false
            });
        }
        Ok(ReverseChain(referenced))
    }

    pub(super) fn holds(&self, subject: Subject<'_>) -> bool {
        subject.index.is_some_and(|index| self.0.contains(&index))
    }
}
