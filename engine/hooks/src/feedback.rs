//! What clients report of cards (CDS Hooks 2.0.1, "Feedback").

use crate::request::Problem;
use engine_fhir::Document;

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// The card's uuid.
    pub card: String,
    /// What became of it.
    pub outcome: Outcome,
    /// RFC 3339, UTC.
    pub timestamp: String,
}

/// What became of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Suggestions were taken: their uuids.
    Accepted(Vec<String>),
    /// It was overridden.
    Overridden {
        /// The reason chosen, as `(system, code)`.
        reason: Option<(Option<String>, String)>,
        /// What the user wrote. May hold patient data: never logged.
        comment: Option<String>,
    },
}

/// Checks a feedback body; every problem found is told.
pub fn read(document: &Document) -> Result<Vec<Feedback>, Vec<Problem>> {
    let _ = document;
    todo!()
}
