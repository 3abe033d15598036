//! Checks of the data that came for an entry's query, prefetched or fetched: that they are of the types that the query gives and, where the query is
//! confined to a patient, of that patient.
//!
//! Data that can't be read are an error, never an empty result. Messages name places and types, and never a value.

use engine_fhir::{Kind, Node, query::Query, reference::Reference};
use engine_rule::plan::PlannedEntry;
use std::{error::Error, fmt};

/// The members that name whose record a resource is.
const SUBJECTS: [&str; 3] = ["patient", "subject", "beneficiary"];

/// Why data can't be those of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryDataError {
    /// JSON path below what came: empty, or `.entry[3].resource`.
    pub path: String,
    /// What is wrong there.
    pub kind: EntryDataErrorKind,
}

/// What is wrong with an entry's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryDataErrorKind {
    /// It isn't an object with a `resourceType`.
    NotAResource,
    /// `entry` of a Bundle isn't an array.
    EntriesNotAList,
    /// It isn't of a type that the query gives.
    OtherType {
        /// The types that the query gives.
        expected: Vec<&'static str>,
    },
    /// It belongs to another patient.
    OtherPatient,
}

/// Whether a search went through, as far as its result says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Nothing in the result says otherwise.
    Whole,
    /// An OperationOutcome with an error stands among the results, or in their place.
    Failed,
}

/// Checks that all resources are of types that the query gives.
pub fn check_types(entry: &PlannedEntry, came: Node<'_>) -> Result<Completeness, EntryDataError> {
    let found = came.resource_type().ok_or_else(|| error_at(None, EntryDataErrorKind::NotAResource))?;
    if found == "OperationOutcome" {
        return Ok(Completeness::Failed);
    }
    if !is_search(entry) {
        return check_type(entry, None, came);
    }
    if found != "Bundle" {
        return Err(error_at(None, EntryDataErrorKind::OtherType { expected: vec!["Bundle"] }));
    }
    if came.get("entry").is_some_and(|entries| entries.kind() != Kind::Array) {
        return Err(error_at(None, EntryDataErrorKind::EntriesNotAList));
    }
    let mut completeness = Completeness::Whole;
    for (index, found) in entries(came).enumerate() {
        let resource = found.get("resource").ok_or_else(|| error_at(Some(index), EntryDataErrorKind::NotAResource))?;
        if check_type(entry, Some(index), resource)? == Completeness::Failed {
            completeness = Completeness::Failed;
        }
    }
    Ok(completeness)
}

/// Checks that no resource is another patient's. References that name no patient prove nothing and pass.
pub fn check_patient(entry: &PlannedEntry, came: Node<'_>, patient: Option<&str>) -> Result<(), EntryDataError> {
    let Some(patient) = patient.filter(|_| entry.is_confined_to_patient) else { return Ok(()) };
    if !is_search(entry) {
        return if is_of_another(came, patient) { Err(error_at(None, EntryDataErrorKind::OtherPatient)) } else { Ok(()) };
    }
    let other = entries(came)
        .position(|found| !is_included(found) && found.get("resource").is_some_and(|resource| is_of_another(resource, patient)));
    other.map_or(Ok(()), |index| Err(error_at(Some(index), EntryDataErrorKind::OtherPatient)))
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

fn check_type(entry: &PlannedEntry, index: Option<usize>, resource: Node<'_>) -> Result<Completeness, EntryDataError> {
    let found = resource.resource_type().ok_or_else(|| error_at(index, EntryDataErrorKind::NotAResource))?;
    if entry.gives.iter().any(|given| given.name == found) {
        return Ok(Completeness::Whole);
    }
    if found == "OperationOutcome" {
        return Ok(if has_error(resource) { Completeness::Failed } else { Completeness::Whole });
    }
    Err(error_at(index, EntryDataErrorKind::OtherType { expected: entry.gives.iter().map(|given| given.name).collect() }))
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

fn error_at(index: Option<usize>, kind: EntryDataErrorKind) -> EntryDataError {
    EntryDataError { path: index.map_or_else(String::new, |index| format!(".entry[{index}].resource")), kind }
}

impl fmt::Display for EntryDataError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(formatter)
    }
}

impl Error for EntryDataError {}

impl fmt::Display for EntryDataErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntryDataErrorKind::NotAResource => formatter.write_str("not a FHIR resource; expected an object with `resourceType`"),
            EntryDataErrorKind::EntriesNotAList => formatter.write_str("a Bundle whose `entry` is no array"),
            EntryDataErrorKind::OtherType { expected } => {
                write!(formatter, "a resource of another type than the query gives; expected {}", expected.join(" or "))
            }
            EntryDataErrorKind::OtherPatient => formatter.write_str("another patient's than `context.patientId`"),
        }
    }
}

#[cfg(test)]
mod tests;
