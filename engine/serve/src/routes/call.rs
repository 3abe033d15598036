//! `POST /cds-services/{id}`: a service call (CDS Hooks 2.0.1, "Calling a CDS Service").

use crate::{
    call::{self, body},
    engine::Engine,
    metric,
    refuse::Refusal,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::ContentType,
    web::{Data, Path, Payload},
};
use reqwest::Client;
use std::time::Instant;

pub(super) async fn call(
    engine: Data<Engine>,
    client: Data<Client>,
    id: Path<String>,
    head: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Refusal> {
    let begun = Instant::now();
    let running = engine.current.get();
    let plan = running.rules.find(&id);
    let answered = async {
        let body = body::read(&head, payload, engine.config.limits.body).await?;
        let plan = plan.ok_or_else(|| Refusal::UnknownService { id: id.to_string() })?;
        call::answer(&engine, &client, plan, &body).await
    };
    let answered = answered.await;
    if let Some(plan) = plan {
        let outcome = answered.as_ref().map_or_else(Refusal::name, |_| "answered");
        metric::call(&plan.id, outcome, begun.elapsed());
        match &answered {
            Ok(_) => tracing::debug!(service = plan.id, "call answered"),
            Err(refusal) => tracing::info!(service = plan.id, %refusal, "call refused"),
        }
    }
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(answered?))
}
