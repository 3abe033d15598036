//! What the client prefetched, sorted by the rule's entries; refused where it can't be what was asked for, or is another patient's.

use crate::{
    CallReport, Refusal,
    fit::{self, Completeness, Misfit, Reason},
    gather::Given,
};
use engine_hooks::request::{Problem, Request};
use engine_rule::plan::{Plan, PlannedEntry};

/// What becomes of a call whose prefetched data are another patient's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WrongPatient {
    /// It is refused.
    #[default]
    Refuse,
    /// It is answered, and the call report lists what is wrong.
    Warn,
}

/// What was given of each entry, in the plan's order.
pub(super) fn check<'d>(
    plan: &Plan,
    request: &Request<'d>,
    wrong_patient: WrongPatient,
    report: &mut CallReport,
) -> Result<Vec<Given<'d>>, Refusal> {
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
        WrongPatient::Warn => report.wrong_patient = of_another,
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
