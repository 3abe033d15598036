//! What the client prefetched, sorted by the rule's entries. Refuses data that can't be what an entry's query asks for, and those of another patient.

use crate::{
    CallReport, Refusal, WrongPatient,
    entry_data::{self, Completeness, EntryDataError, EntryDataErrorKind},
    gather::Prefetched,
};
use engine_hooks::request::{Problem, Request};
use engine_rule::plan::{Plan, PlannedEntry};

/// What was prefetched of each entry, in the plan's order.
pub(super) fn check<'d>(
    plan: &Plan,
    request: &Request<'d>,
    wrong_patient: WrongPatient,
    report: &mut CallReport,
) -> Result<Vec<Prefetched<'d>>, Refusal> {
    let mut prefetched = Vec::with_capacity(plan.entries.len());
    let (mut problems, mut of_another) = (Vec::new(), Vec::new());
    for entry in &plan.entries {
        match read(entry, request) {
            Ok(read) => {
                of_another.extend(check_patient(entry, read, request));
                prefetched.push(read);
            }
            Err(error) => problems.push(to_problem(entry, &error)),
        }
    }
    match wrong_patient {
        WrongPatient::Refuse => problems.append(&mut of_another),
        WrongPatient::Warn => report.wrong_patient = of_another,
    }
    if problems.is_empty() { Ok(prefetched) } else { Err(Refusal::Prefetch(problems)) }
}

fn read<'d>(entry: &PlannedEntry, request: &Request<'d>) -> Result<Prefetched<'d>, EntryDataError> {
    let Some(sent) = request.prefetch.and_then(|prefetch| prefetch.get(&entry.name)) else { return Ok(Prefetched::Absent) };
    if sent.is_null() {
        return Ok(Prefetched::Empty);
    }
    match entry_data::check_types(entry, sent)? {
        Completeness::Whole => Ok(Prefetched::Resource(sent)),
        Completeness::Failed => Ok(Prefetched::Failed),
    }
}

fn check_patient(entry: &PlannedEntry, prefetched: Prefetched<'_>, request: &Request<'_>) -> Option<Problem> {
    let Prefetched::Resource(sent) = prefetched else { return None };
    let error = entry_data::check_patient(entry, sent, request.patient_id.as_deref()).err()?;
    Some(to_problem(entry, &error))
}

fn to_problem(entry: &PlannedEntry, error: &EntryDataError) -> Problem {
    let fix = match error.kind {
        EntryDataErrorKind::OtherPatient => {
            "; send the record of the patient in context (`checks: { wrongPatient: warn }` in engine.yaml lets such a call pass)"
        }
        _ => "",
    };
    Problem { path: format!("$.prefetch.{}{}", entry.name, error.path), message: format!("{}{fix}", error.kind) }
}
