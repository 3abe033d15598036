//! The last step: the rule decides on what was gathered, and its answer is the body.

use crate::{
    gather::Outcome,
    metric,
    refuse::{MissingEntry, Refusal},
};
use engine_fhir::date::Clock;
use engine_hooks::request::Request;
use engine_rule::{
    data::{Data, Entry},
    model::Mode,
    plan::Plan,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a rule of `mode: silent` answers.
const NOTHING: &str = r#"{"cards":[]}"#;

/// The answer's body; refused where a required entry can't be had.
pub(super) fn decide<'d>(plan: &Plan, request: &Request<'d>, outcomes: Vec<Outcome<'d>>, clock: &Clock) -> Result<String, Refusal> {
    let entries = entries(plan, outcomes)?;
    let data = Data::new(Some(request.root), Some(request.context), entries);
    // A fault of the engine in one call must not take the calls with it that the same thread answers.
    let decision = catch_unwind(AssertUnwindSafe(|| plan.evaluate(&data, clock))).map_err(|_| Refusal::Internal)?;
    let is_shown = plan.mode == Mode::Live;
    metric::decision(plan, &decision, is_shown);
    Ok(if is_shown { decision.body } else { NOTHING.to_owned() })
}

fn entries<'d>(plan: &Plan, outcomes: Vec<Outcome<'d>>) -> Result<Vec<Entry<'d>>, Refusal> {
    let mut missing = Vec::new();
    let mut entries = Vec::with_capacity(outcomes.len());
    for (planned, outcome) in plan.entries.iter().zip(outcomes) {
        entries.push(match outcome {
            Outcome::Had(node) => Entry::Had(node),
            Outcome::Empty => Entry::Empty,
            Outcome::NotHad(why) => {
                if planned.is_required {
                    missing.push(MissingEntry { entry: planned.name.clone(), template: planned.template.text().to_owned(), why });
                }
                Entry::NotHad
            }
        });
    }
    if missing.is_empty() { Ok(entries) } else { Err(Refusal::CannotBeHad(missing)) }
}
