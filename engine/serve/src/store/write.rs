//! How entries are written: calls with their cards, and feedback, in batches, each in one transaction.

use super::{
    database::Database,
    entry::{Entry, FeedbackEntry},
    error::StoreError,
    statements::{self, Insert},
};
use crate::audit::{CardRecord, Record, RecordedPatient};
use sqlx::{Any, Connection, any::AnyArguments, query::Query};

type Statement<'q> = Query<'q, Any, AnyArguments<'q>>;

impl Database {
    /// Writes all entries in one transaction.
    pub(super) async fn write(&self, entries: &mut [Entry]) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        let patients = self.make_ready().await?;
        entries.iter_mut().filter_map(Entry::call_mut).for_each(|call| call.mark_patient(patients));
        let records: Vec<&Record> = entries.iter().filter_map(Entry::record).collect();
        let cards: Vec<(&Record, &CardRecord)> =
            records.iter().flat_map(|record| record.cards.iter().map(|card| (*record, card))).collect();
        let feedback: Vec<&FeedbackEntry> = entries.iter().filter_map(Entry::feedback).collect();
        let mut transaction = connection.begin().await?;
        insert(&mut transaction, &statements::CALLS, &records, bind_call).await?;
        insert(&mut transaction, &statements::CARDS, &cards, bind_card).await?;
        insert(&mut transaction, &statements::FEEDBACK, &feedback, bind_feedback).await?;
        Ok(transaction.commit().await?)
    }
}

/// Inserts a row for each item, if there is any.
async fn insert<'i, T>(
    transaction: &mut sqlx::Transaction<'_, Any>,
    insert: &Insert,
    items: &'i [T],
    bind: impl for<'q> Fn(Statement<'q>, &'i T) -> Statement<'q>,
) -> Result<(), StoreError> {
    // Both databases can bind the values of so many rows at once.
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

fn bind_feedback<'q>(statement: Statement<'q>, feedback: &&FeedbackEntry) -> Statement<'q> {
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
