//! Whether what came for a query, prefetched or fetched, can be its answer: of the types that it gives, and where it is confined to a patient, of
//! that patient.
//!
//! Anything that can't be read as an answer is a misfit, never an empty one. Its messages name places and types, no values.

use engine_fhir::{Kind, Node, query::Query, reference::Reference};
use engine_rule::plan::PlannedEntry;
use std::fmt;

/// The members that name whose record a resource is.
const SUBJECTS: [&str; 3] = ["patient", "subject", "beneficiary"];

/// Why it can't be the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// JSON path below what came: empty, or `.entry[3].resource`.
    pub place: String,
    /// What is wrong there.
    pub reason: Reason,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No object with a `resourceType`.
    NotAResource,
    /// `entry` of a Bundle is no array.
    EntriesNotAList,
    /// Not of a type that the query gives.
    OtherType {
        /// What it gives.
        expected: Vec<&'static str>,
    },
    /// Of another patient.
    OtherPatient,
}

/// Whether a server that answered says in its answer that it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// It doesn't.
    Whole,
    /// An OperationOutcome with an error stands among the results, or in their place.
    Failed,
}

/// Checks that all resources are of types that the query gives.
pub fn check_types(entry: &PlannedEntry, came: Node<'_>) -> Result<Completeness, Misfit> {
    let found = came.resource_type().ok_or_else(|| misfit(None, Reason::NotAResource))?;
    if found == "OperationOutcome" {
        return Ok(Completeness::Failed);
    }
    if !is_search(entry) {
        return check_type(entry, None, came);
    }
    if found != "Bundle" {
        return Err(misfit(None, Reason::OtherType { expected: vec!["Bundle"] }));
    }
    if came.get("entry").is_some_and(|entries| entries.kind() != Kind::Array) {
        return Err(misfit(None, Reason::EntriesNotAList));
    }
    let mut completeness = Completeness::Whole;
    for (index, found) in entries(came).enumerate() {
        let resource = found.get("resource").ok_or_else(|| misfit(Some(index), Reason::NotAResource))?;
        if check_type(entry, Some(index), resource)? == Completeness::Failed {
            completeness = Completeness::Failed;
        }
    }
    Ok(completeness)
}

/// Checks that no resource is another patient's. References that name no patient prove nothing and pass.
pub fn check_patient(entry: &PlannedEntry, came: Node<'_>, patient: Option<&str>) -> Result<(), Misfit> {
    let Some(patient) = patient.filter(|_| entry.is_confined_to_patient) else { return Ok(()) };
    if !is_search(entry) {
        return if is_of_another(came, patient) { Err(misfit(None, Reason::OtherPatient)) } else { Ok(()) };
    }
    let other = entries(came)
        .position(|found| !is_included(found) && found.get("resource").is_some_and(|resource| is_of_another(resource, patient)));
    other.map_or(Ok(()), |index| Err(misfit(Some(index), Reason::OtherPatient)))
}

/// Whether the entry's query is a search, whose answer is a Bundle.
pub fn is_search(entry: &PlannedEntry) -> bool {
    matches!(entry.template.query(), Query::Search(_))
}

/// The entries of a Bundle.
pub fn entries<'d>(bundle: Node<'d>) -> impl Iterator<Item = Node<'d>> {
    bundle.get("entry").into_iter().flat_map(Node::elements)
}

/// Whether an entry is there because of `_include` or `_revinclude`, or speaks of the search itself.
pub fn is_included(found: Node<'_>) -> bool {
    found.get("search").and_then(|search| search.get("mode")).is_some_and(|mode| !mode.is_text("match"))
}

fn check_type(entry: &PlannedEntry, index: Option<usize>, resource: Node<'_>) -> Result<Completeness, Misfit> {
    let found = resource.resource_type().ok_or_else(|| misfit(index, Reason::NotAResource))?;
    if entry.gives.iter().any(|given| given.name == found) {
        return Ok(Completeness::Whole);
    }
    if found == "OperationOutcome" {
        return Ok(if has_error(resource) { Completeness::Failed } else { Completeness::Whole });
    }
    Err(misfit(index, Reason::OtherType { expected: entry.gives.iter().map(|given| given.name).collect() }))
}

fn has_error(outcome: Node<'_>) -> bool {
    let issues = outcome.get("issue").into_iter().flat_map(Node::elements);
    issues.filter_map(|issue| issue.get("severity")).any(|severity| severity.is_text("error") || severity.is_text("fatal"))
}

fn is_of_another(resource: Node<'_>, patient: &str) -> bool {
    if resource.get("resourceType").is_some_and(|found| found.is_text("Patient")) {
        return resource.get("id").is_some_and(|id| !id.is_text(patient));
    }
    SUBJECTS.iter().filter_map(|name| resource.get(name)?.get("reference")?.as_text()).any(|reference| names_another(&reference, patient))
}

fn names_another(reference: &str, patient: &str) -> bool {
    match Reference::parse(reference) {
        Some(Reference::Relative { resource_type: "Patient", id } | Reference::Absolute { resource_type: "Patient", id, .. }) => {
            id != patient
        }
        _ => false,
    }
}

fn misfit(index: Option<usize>, reason: Reason) -> Misfit {
    Misfit { place: index.map_or_else(String::new, |index| format!(".entry[{index}].resource")), reason }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NotAResource => formatter.write_str("not a FHIR resource; expected an object with `resourceType`"),
            Reason::EntriesNotAList => formatter.write_str("a Bundle whose `entry` is no array"),
            Reason::OtherType { expected } => {
                write!(formatter, "a resource of another type than the query gives; expected {}", expected.join(" or "))
            }
            Reason::OtherPatient => formatter.write_str("another patient's than `context.patientId`"),
        }
    }
}

#[cfg(test)]
mod tests;
