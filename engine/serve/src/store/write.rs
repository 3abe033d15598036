//! What is written: calls with their cards, and feedback, many at a time and all or nothing.

use super::{
    database::Database,
    error::StoreError,
    statements::{self, Insert},
};
use crate::audit::{CardRecord, PatientIds, Record, RecordedPatient};
use jiff::Timestamp;
use sqlx::{Any, Connection, any::AnyArguments, query::Query};

/// Something to be kept.
#[derive(Debug)]
pub(crate) enum Entry {
    Call(Box<Call>),
    Feedback(Box<Feedback>),
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
pub(crate) struct Call {
    /// Its record, still without the patient.
    pub(crate) record: Record,
    /// The patient's id.
    pub(crate) patient: Option<String>,
}

/// Feedback on a card to be kept.
#[derive(Debug)]
pub(crate) struct Feedback {
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

impl Call {
    /// The patient goes into the record as the settings say.
    pub(super) fn mark_patient(&mut self, patients: &PatientIds) {
        if self.record.patient.is_none() {
            self.record.patient = self.patient.as_deref().map(|id| patients.mark(id));
        }
    }
}

type Statement<'q> = Query<'q, Any, AnyArguments<'q>>;

impl Database {
    /// Writes all of it, or nothing.
    pub(super) async fn write(&self, entries: &mut [Entry]) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        let patients = self.make_ready().await?;
        entries.iter_mut().filter_map(Entry::call_mut).for_each(|call| call.mark_patient(patients));
        let records: Vec<&Record> = entries.iter().filter_map(Entry::record).collect();
        let cards: Vec<(&Record, &CardRecord)> =
            records.iter().flat_map(|record| record.cards.iter().map(|card| (*record, card))).collect();
        let feedback: Vec<&Feedback> = entries.iter().filter_map(Entry::feedback).collect();
        let mut transaction = connection.begin().await?;
        insert(&mut transaction, &statements::CALLS, &records, bind_call).await?;
        insert(&mut transaction, &statements::CARDS, &cards, bind_card).await?;
        insert(&mut transaction, &statements::FEEDBACK, &feedback, bind_feedback).await?;
        Ok(transaction.commit().await?)
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
    pub(super) fn call_mut(&mut self) -> Option<&mut Call> {
        match self {
            Entry::Call(call) => Some(call),
            Entry::Feedback(_) => None,
        }
    }
    fn feedback(&self) -> Option<&Feedback> {
        match self {
            Entry::Feedback(feedback) => Some(feedback),
            Entry::Call(_) => None,
        }
    }
}

/// Inserts a row for each item, if there is any.
async fn insert<'i, T>(
    transaction: &mut sqlx::Transaction<'_, Any>,
    insert: &Insert,
    items: &'i [T],
    bind: impl for<'q> Fn(Statement<'q>, &'i T) -> Statement<'q>,
) -> Result<(), StoreError> {
    // As many as no database finds too many to bind at once.
    for items in items.chunks(1000) {
        let sql = insert.rows(items.len());
        let statement = items.iter().fold(sqlx::query(&sql).persistent(false), &bind);
        statement.execute(&mut **transaction).await?;
    }
    Ok(())
}

fn bind_call<'q>(statement: Statement<'q>, record: &&Record) -> Statement<'q> {
    let microseconds = (record.milliseconds * 1000.0).round() as i64;
    statement
        .bind(record.id.clone())
        .bind(record.time.as_microsecond())
        .bind(optional(record.service.as_deref()))
        .bind(optional(record.client.as_deref()))
        .bind(optional(record.patient.as_ref().map(RecordedPatient::as_str)))
        .bind(record.outcome.clone())
        .bind(microseconds)
        // A record of text, numbers and lists of them always has a JSON form.
        .bind(serde_json::to_string(record).unwrap_or_default())
}

fn bind_card<'q>(statement: Statement<'q>, (record, card): &(&Record, &CardRecord)) -> Statement<'q> {
    statement
        .bind(card.uuid.clone())
        .bind(record.id.clone())
        .bind(record.time.as_microsecond())
        .bind(text(record.service.as_deref().unwrap_or_default()))
        .bind(text(&card.id))
        .bind(i64::from(!record.is_silent))
}

fn bind_feedback<'q>(statement: Statement<'q>, feedback: &&Feedback) -> Statement<'q> {
    let (system, code) = feedback.reason.as_ref().map_or((None, None), |(system, code)| (system.as_deref(), Some(code.as_str())));
    statement
        .bind(text(&feedback.card_uuid))
        .bind(feedback.outcome)
        .bind(feedback.outcome_time.as_microsecond())
        .bind(feedback.time.as_microsecond())
        .bind(text(&feedback.service))
        .bind(optional(feedback.client.as_deref()))
        .bind(optional(system))
        .bind(optional(code))
        .bind(serde_json::json!(feedback.suggestions).to_string())
        .bind(optional(feedback.comment.as_deref()))
}

/// PostgreSQL's text can't hold NUL.
fn text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn optional(given: Option<&str>) -> Option<String> {
    given.map(text)
}
