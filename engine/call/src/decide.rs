//! The last step: the rule decides on the data that were gathered, and its decision becomes the answer.

use crate::{AccessProvider, CallReport, Refusal, ServiceCall, UnavailableEntry, gather::Gathered};
use engine_hooks::request::Request;
use engine_rule::{
    frame::data::{Data, EntryData},
    plan::{Decision, Plan},
};
use engine_syntax::model::Mode;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a rule of `mode: silent` answers.
const NOTHING: &str = r#"{"cards":[]}"#;

/// The answer to a call.
#[derive(Debug)]
pub struct Answer {
    /// What the rule decided.
    pub decision: Decision,
    /// Whether the client sees it, which it doesn't where the rule's mode is silent.
    pub is_shown: bool,
}

impl Answer {
    /// The response's body.
    pub fn into_body(self) -> String {
        if self.is_shown { self.decision.body } else { NOTHING.to_owned() }
    }
}

/// The answer of the rule. Refuses the call where the data of a required entry are unavailable.
pub(super) fn decide<'d, S: AccessProvider>(
    call: &ServiceCall<'_, S>,
    request: &Request<'d>,
    gathered: Vec<Gathered<'d>>,
    report: &mut CallReport,
) -> Result<Answer, Refusal> {
    let data = Data::new(Some(request.root), Some(request.context), entries(call.plan, gathered)?);
    // A panic in one call must not end the other calls that the same thread answers.
    let decided = catch_unwind(AssertUnwindSafe(|| match call.examined {
        None => (call.plan.evaluate(&data, call.clock), None),
        Some(overrides) => {
            let (decision, trace) = call.plan.examine(&data, call.clock, overrides);
            (decision, Some(trace))
        }
    }));
    let (decision, trace) = decided.map_err(|_| Refusal::Internal)?;
    report.trace = trace;
    let decision = decision.map_err(Refusal::TooCostly)?;
    Ok(Answer { decision, is_shown: call.plan.mode == Mode::Live })
}

/// The data of the rule's entries, as rules see them.
fn entries<'d>(plan: &Plan, gathered: Vec<Gathered<'d>>) -> Result<Vec<EntryData<'d>>, Refusal> {
    let mut unavailable = Vec::new();
    let mut entries = Vec::with_capacity(gathered.len());
    for (planned, gathered) in plan.entries.iter().zip(gathered) {
        entries.push(match gathered.data {
            Ok(Some(node)) => EntryData::Available(node),
            Ok(None) => EntryData::Empty,
            Err(reason) => {
                if planned.is_required {
                    unavailable.push(UnavailableEntry {
                        entry: planned.name.clone(),
                        template: planned.template.text().to_owned(),
                        reason,
                    });
                }
                EntryData::Unavailable
            }
        });
    }
    if unavailable.is_empty() { Ok(entries) } else { Err(Refusal::Unavailable(unavailable)) }
}
