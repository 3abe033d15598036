//! What the client prefetched, sorted by the rule's entries; refused where it can't be what was asked for, or is another patient's.

use crate::{
    config::WrongPatient,
    fit::{self, Completeness, Misfit, Reason},
    gather::Given,
    metric,
    refuse::Refusal,
};
use engine_hooks::request::{Problem, Request};
use engine_rule::plan::{Plan, PlannedEntry};

/// What was given of each entry, in the plan's order.
pub(super) fn check<'d>(plan: &Plan, request: &Request<'d>, wrong_patient: WrongPatient) -> Result<Vec<Given<'d>>, Refusal> {
    let mut given = Vec::with_capacity(plan.entries.len());
    let (mut problems, mut of_another) = (Vec::new(), Vec::new());
    for entry in &plan.entries {
        match read(entry, request) {
            Ok(read) => {
                of_another.extend(check_patient(entry, read, request));
                given.push(read);
            }
            Err(misfit) => problems.push(told(entry, &misfit)),
        }
    }
    match wrong_patient {
        WrongPatient::Refuse => problems.append(&mut of_another),
        WrongPatient::Warn => warn(plan, request, &of_another),
    }
    if problems.is_empty() { Ok(given) } else { Err(Refusal::Prefetch(problems)) }
}

fn read<'d>(entry: &PlannedEntry, request: &Request<'d>) -> Result<Given<'d>, Misfit> {
    let Some(sent) = request.prefetch.and_then(|prefetch| prefetch.get(&entry.name)) else { return Ok(Given::Absent) };
    if sent.is_null() {
        return Ok(Given::Empty);
    }
    match fit::check_types(entry, sent)? {
        Completeness::Whole => Ok(Given::Resource(sent)),
        Completeness::Failed => Ok(Given::Failed),
    }
}

fn check_patient(entry: &PlannedEntry, given: Given<'_>, request: &Request<'_>) -> Option<Problem> {
    let Given::Resource(sent) = given else { return None };
    let misfit = fit::check_patient(entry, sent, request.patient_id.as_deref()).err()?;
    Some(told(entry, &misfit))
}

fn told(entry: &PlannedEntry, misfit: &Misfit) -> Problem {
    let mend = match misfit.reason {
        Reason::OtherPatient => {
            "; send the record of the patient in context (`checks: { wrongPatient: warn }` in engine.yaml lets such a call pass)"
        }
        _ => "",
    };
    Problem { path: format!("$.prefetch.{}{}", entry.name, misfit.place), message: format!("{}{mend}", misfit.reason) }
}

fn warn(plan: &Plan, request: &Request<'_>, of_another: &[Problem]) {
    if of_another.is_empty() {
        return;
    }
    metric::wrong_patient(&plan.id);
    for problem in of_another {
        tracing::warn!(service = plan.id, hook_instance = %request.hook_instance, "{problem}");
    }
}
