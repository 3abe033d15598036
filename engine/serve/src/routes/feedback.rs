//! `POST /cds-services/{id}/feedback`: what became of cards (CDS Hooks 2.0.1, "Feedback"). It is checked and counted; what a user wrote is read by
//! nobody and goes nowhere.

use crate::{body, engine::Engine, metric, refuse::Refusal};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload},
};
use engine_hooks::feedback::{self, Outcome};
use reqwest::Client;

pub(super) async fn feedback(
    engine: Data<Engine>,
    client: Data<Client>,
    id: Path<String>,
    head: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Refusal> {
    let announced = body::announced(&head, engine.config.body_limit)?;
    engine.trust.authenticate(&head, &client).await?;
    let body = announced.read(payload, engine.config.intake.body_time).await?;
    let running = engine.current.get();
    let plan = running.rules.find(&id).ok_or_else(|| Refusal::UnknownService { id: id.to_string() })?;
    for report in feedback::read(&body).map_err(Refusal::Feedback)? {
        metric::feedback(&plan.id, if matches!(report.outcome, Outcome::Accepted(_)) { "accepted" } else { "overridden" });
    }
    Ok(HttpResponse::Ok().finish())
}
