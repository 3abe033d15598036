//! `POST /cds-services/{id}/feedback`: what users did with cards (CDS Hooks 2.0.1, "Feedback"). It is checked, counted and kept. What a
//! user wrote is kept only where the settings say so, and goes nowhere else.

use crate::{
    http::{body, engine::Engine, refusal::Refusal},
    metric,
    store::{self, Entry},
    trust::Caller,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use engine_hooks::feedback::{self, Feedback, Outcome};
use jiff::Timestamp;
use reqwest::Client;

pub(super) async fn feedback(
    engine: Data<Engine>,
    client: Data<Client>,
    id: Path<String>,
    head: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Refusal> {
    let announced = body::announced(&head, engine.config.body_limit)?;
    let caller = engine.trust.authenticate(&head, &client).await?;
    let body = announced.read(payload, engine.config.intake.body_time).await?;
    let running = engine.current.get();
    let plan = running.rules.find(&id).ok_or_else(|| Refusal::UnknownService { id: id.to_string() })?;
    for report in feedback::read(&body).map_err(Refusal::Feedback)? {
        let report = kept(&plan.id, &caller, report, engine.config.audit.keeps_comments);
        metric::feedback(&plan.id, report.outcome);
        engine.store.keep(Entry::Feedback(Box::new(report)));
    }
    Ok(HttpResponse::Ok().finish())
}

/// What is kept of a report.
fn kept(service: &str, caller: &Caller, report: Feedback, keeps_comments: bool) -> store::FeedbackEntry {
    let time = Timestamp::now();
    let (outcome, suggestions, reason, comment) = match report.outcome {
        Outcome::Accepted(suggestions) => ("accepted", suggestions, None, None),
        Outcome::Overridden { reason, comment } => ("overridden", Vec::new(), reason, comment),
    };
    store::FeedbackEntry {
        time,
        service: service.to_owned(),
        client: caller.name().map(str::to_owned),
        card_uuid: report.card,
        outcome,
        // It was checked to be a time when the feedback was read.
        outcome_time: report.timestamp.parse().unwrap_or(time),
        reason,
        suggestions,
        comment: comment.filter(|_| keeps_comments),
    }
}
