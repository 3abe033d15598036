//! The report on calls and cards: counts of the database, grouped by service.

use super::{StoreError, statements};
use crate::audit::{CardReport, Durations, OverrideReason, Record, Report, ServiceReport};
use jiff::Timestamp;
use sqlx::{Any, AnyConnection, FromRow, any::AnyRow};
use std::collections::BTreeMap;

/// `(service, outcome, count)`
type CallsCounted = (Option<String>, String, i64);
/// `(service, card, is_shown, count)`
type CardsCounted = (String, String, i64, i64);
/// `(service, card, outcome, reason's system, reason's code, count)`
type FeedbackCounted = (String, Option<String>, String, Option<String>, Option<String>, i64);

/// The counts so far.
#[derive(Default)]
struct Counting {
    services: BTreeMap<String, Service>,
    calls_of_no_service: u64,
}

#[derive(Default)]
struct Service {
    report: ServiceReport,
    cards: BTreeMap<String, CardReport>,
}

/// The report on what came since then.
pub(super) async fn of(connection: &mut AnyConnection, since: Option<Timestamp>) -> Result<Report, StoreError> {
    let from = since.unwrap_or(Timestamp::MIN).as_microsecond();
    let mut counting = Counting::default();
    for counted in count(connection, statements::COUNT_CALLS, from).await? {
        counting.calls(counted);
    }
    for counted in count(connection, statements::COUNT_CARDS, from).await? {
        counting.cards(counted);
    }
    for counted in count(connection, statements::COUNT_FEEDBACK, from).await? {
        counting.feedback(counted);
    }
    for (id, service) in &mut counting.services {
        service.report.milliseconds = durations(connection, id, from, service.report.answered).await?;
    }
    Ok(Report { since, calls_of_no_service: counting.calls_of_no_service, services: counting.finish() })
}

async fn count<T>(connection: &mut AnyConnection, statement: &'static str, from: i64) -> Result<Vec<T>, StoreError>
where
    T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
{
    Ok(sqlx::query_as::<Any, T>(statement).bind(from).fetch_all(connection).await?)
}

/// The median and the 95th percentile by nearest rank, so that each is how long some answer took.
async fn durations(connection: &mut AnyConnection, service: &str, from: i64, answered: u64) -> Result<Option<Durations>, StoreError> {
    if answered == 0 {
        return Ok(None);
    }
    let mut milliseconds = [0.0; 2];
    for (place, percent) in milliseconds.iter_mut().zip([50, 95]) {
        let before = (answered * percent).div_ceil(100) - 1;
        let found: Option<i64> = sqlx::query_scalar(statements::FIND_DURATION)
            .bind(service)
            .bind(from)
            .bind(before as i64)
            .fetch_optional(&mut *connection)
            .await?;
        let Some(microseconds) = found else { return Ok(None) };
        *place = microseconds as f64 / 1000.0;
    }
    let [median, percentile95] = milliseconds;
    Ok(Some(Durations { median, percentile95 }))
}

impl Counting {
    fn service(&mut self, id: String) -> &mut Service {
        self.services.entry(id).or_default()
    }

    fn calls(&mut self, (service, outcome, count): CallsCounted) {
        let count = count.unsigned_abs();
        let Some(service) = service else {
            self.calls_of_no_service += count;
            return;
        };
        let report = &mut self.service(service).report;
        report.calls += count;
        match outcome.as_str() {
            Record::ANSWERED => report.answered += count,
            _ => *report.refused.entry(outcome).or_default() += count,
        }
    }

    fn cards(&mut self, (service, card, is_shown, count): CardsCounted) {
        let card = self.service(service).card(card);
        let counted = if is_shown == 1 { &mut card.shown } else { &mut card.silent };
        *counted += count.unsigned_abs();
    }

    fn feedback(&mut self, (service, card, outcome, system, code, count): FeedbackCounted) {
        let count = count.unsigned_abs();
        let service = self.service(service);
        let Some(card) = card else {
            service.report.feedback_on_unknown_cards += count;
            return;
        };
        let card = service.card(card);
        match outcome.as_str() {
            "accepted" => card.accepted += count,
            _ => card.overridden += count,
        }
        card.reasons.extend(code.map(|code| OverrideReason { system, code, count }));
    }

    fn finish(self) -> Vec<ServiceReport> {
        self.services.into_iter().map(|(id, service)| service.finish(id)).collect()
    }
}

impl Service {
    fn card(&mut self, id: String) -> &mut CardReport {
        self.cards.entry(id).or_default()
    }

    fn finish(self, id: String) -> ServiceReport {
        let mut cards: Vec<CardReport> = self.cards.into_iter().map(|(card, report)| CardReport { card, ..report }).collect();
        for card in &mut cards {
            card.reasons.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.code.cmp(&other.code)));
        }
        ServiceReport { service: id, cards, ..self.report }
    }
}
