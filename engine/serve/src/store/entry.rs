//! What is to be kept: the record of a call, or feedback on a card.

use crate::audit::{PatientIds, Record};
use jiff::Timestamp;

/// Something to be kept.
#[derive(Debug)]
pub(crate) enum Entry {
    Call(Box<CallEntry>),
    Feedback(Box<FeedbackEntry>),
}

/// What an entry is, by its name in metrics and the log where it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EntryKind {
    Record,
    Feedback,
}

impl EntryKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            EntryKind::Record => "record",
            EntryKind::Feedback => "feedback",
        }
    }
}

/// A call to be kept.
#[derive(Debug)]
pub(crate) struct CallEntry {
    /// Its record, still without the patient.
    pub(crate) record: Record,
    /// The patient's id.
    pub(crate) patient: Option<String>,
}

/// Feedback on a card to be kept.
#[derive(Debug)]
pub(crate) struct FeedbackEntry {
    pub(crate) time: Timestamp,
    pub(crate) service: String,
    pub(crate) client: Option<String>,
    pub(crate) card_uuid: String,
    pub(crate) outcome: &'static str,
    pub(crate) outcome_time: Timestamp,
    /// `(system, code)`
    pub(crate) reason: Option<(Option<String>, String)>,
    /// uuids
    pub(crate) suggestions: Vec<String>,
    pub(crate) comment: Option<String>,
}

impl CallEntry {
    /// The patient goes into the record as the settings say.
    pub(super) fn mark_patient(&mut self, patients: &PatientIds) {
        if self.record.patient.is_none() {
            self.record.patient = self.patient.as_deref().map(|id| patients.mark(id));
        }
    }
}

impl Entry {
    pub(super) fn kind(&self) -> EntryKind {
        match self {
            Entry::Call(_) => EntryKind::Record,
            Entry::Feedback(_) => EntryKind::Feedback,
        }
    }

    pub(super) fn record(&self) -> Option<&Record> {
        match self {
            Entry::Call(call) => Some(&call.record),
            Entry::Feedback(_) => None,
        }
    }

    pub(super) fn call_mut(&mut self) -> Option<&mut CallEntry> {
        match self {
            Entry::Call(call) => Some(call),
            Entry::Feedback(_) => None,
        }
    }

    pub(super) fn feedback(&self) -> Option<&FeedbackEntry> {
        match self {
            Entry::Feedback(feedback) => Some(feedback),
            Entry::Call(_) => None,
        }
    }
}
