//! The calls that a record gives rise to: each hook of a rule, in each context in which it fires.

use crate::{FhirAuthorization, HookRequest, NoContext, contexts, patient};
use engine_fhir::record::Record;
use engine_rule::plan::Plan;

/// A call, as an EHR would make it for a patient.
#[derive(Clone, Debug)]
pub struct Call {
    /// What the EHR sends.
    pub request: HookRequest,
    /// What the hook is about, as `Type/id`, where it is about one thing.
    pub about: Option<String>,
}

/// The calls of a rule that a patient's record gives rise to, with access to just what the rule needs; none where the record has nothing that its hooks are about.
/// A hook that needs what no record has is an error only where no other gives a call.
pub fn calls(plan: &Plan, record: &Record<'_>) -> Result<Vec<Call>, NoContext> {
    let (_, patient_id) = patient(record).map_err(NoContext::Patient)?;
    let authorization =
        FhirAuthorization { scope: plan.least_scopes().join(" "), patient: Some(patient_id.to_owned()), others: Vec::new() };
    let (mut calls, mut problem) = (Vec::new(), None);
    for hook in &plan.hooks {
        match contexts(hook, record) {
            Err(no_context) => problem = Some(no_context),
            Ok(contexts) => calls.extend(contexts.into_iter().map(|context| {
                let about = context.about.clone();
                Call { request: context.request(hook, authorization.clone()), about }
            })),
        }
    }
    match problem {
        Some(problem) if calls.is_empty() => Err(problem),
        _ => Ok(calls),
    }
}
