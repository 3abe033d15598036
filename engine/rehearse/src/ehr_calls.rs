//! The calls that an EHR would make of a rule for the patient of a record: each of its hooks, in each context in which it fires.

use crate::{ContextError, FhirAuthorization, HookRequest, contexts, patient};
use engine_fhir::record::Record;
use engine_rule::plan::Plan;

/// A call, as an EHR would make it for a patient.
#[derive(Clone, Debug)]
pub struct EhrCall {
    /// What the EHR sends.
    pub request: HookRequest,
    /// What the hook is about, as `Type/id`, where it is about one thing.
    pub about: Option<String>,
}

/// The calls of a rule, with access to just what the rule needs. There are none where the record has nothing that the rule's hooks are about. A hook that
/// needs what no record has is an error only where no other hook gives a call.
pub fn ehr_calls(plan: &Plan, record: &Record<'_>) -> Result<Vec<EhrCall>, ContextError> {
    let (_, patient_id) = patient(record).map_err(ContextError::Patient)?;
    let authorization =
        FhirAuthorization { scope: plan.required_scopes().join(" "), patient: Some(patient_id.to_owned()), others: Vec::new() };
    let (mut calls, mut problem) = (Vec::new(), None);
    for hook in &plan.hooks {
        match contexts(hook, record) {
            Err(error) => problem = Some(error),
            Ok(contexts) => calls.extend(contexts.into_iter().map(|context| {
                let about = context.about.clone();
                EhrCall { request: context.request(hook, authorization.clone()), about }
            })),
        }
    }
    match problem {
        Some(problem) if calls.is_empty() => Err(problem),
        _ => Ok(calls),
    }
}
