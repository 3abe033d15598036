//! Why documents can't be read as a record, in words for whoever keeps them.

use std::{error::Error, fmt};

/// Why documents can't be read as a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// Which document, counted from 0.
    pub document: usize,
    /// Which entry of its Bundle, counted from 0; `None` for the document as a whole.
    pub entry: Option<usize>,
    /// What was wrong.
    pub reason: RecordErrorReason,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordErrorReason {
    /// It isn't a JSON object.
    NoObject,
    /// It has no `resourceType`.
    NoResourceType,
    /// Its `resourceType` isn't one of FHIR R4.
    UnknownResourceType(String),
    /// `Bundle.entry` isn't a list.
    NoEntries,
}

impl fmt::Display for RecordErrorReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordErrorReason::NoObject => f.write_str("a resource is expected here, and this is no JSON object"),
            RecordErrorReason::NoResourceType => f.write_str("a resource says what it is by `resourceType`, and this has none"),
            RecordErrorReason::UnknownResourceType(name) => write!(f, "`{name}` is no FHIR R4 resource type"),
            RecordErrorReason::NoEntries => f.write_str("a Bundle's `entry` is a list, and this is none"),
        }
    }
}

/// The place within the document, where there is one, and the reason. Which document it is the caller has a better name for.
impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.entry {
            Some(entry) => write!(f, "Bundle.entry[{entry}]: {}", self.reason),
            None => self.reason.fmt(f),
        }
    }
}

impl Error for RecordError {}
