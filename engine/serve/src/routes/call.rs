//! `POST /cds-services/{id}`: a service call (CDS Hooks 2.0.1, "Calling a CDS Service").

use crate::{body, engine::Engine, fetch::Http, metric, refuse::Refusal};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::ContentType,
    web::{Data, Path, Payload},
};
use engine_call::{Account, Answer, Call};
use engine_fhir::{Document, date::Clock};
use engine_rule::plan::Plan;
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
        let announced = body::announced(&head, engine.config.body_limit)?;
        let caller = engine.trust.authenticate(&head, &client).await?;
        let body = announced.read(payload, engine.config.intake.body_time).await?;
        let plan = plan.ok_or_else(|| Refusal::UnknownService { id: id.to_string() })?;
        let source = Http { config: &engine.config, client: &client, gates: &engine.gates, backends: &engine.backends, caller: &caller };
        answer(&engine, &source, plan, &body).await
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
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(answered?.into_body()))
}

async fn answer(engine: &Engine, source: &Http<'_>, plan: &Plan, body: &Document) -> Result<Answer, Refusal> {
    let clock = Clock::system(engine.config.zone.clone());
    let call = Call { plan, source, terms: &engine.config.terms, clock: &clock, examined: None };
    let (answered, account) = call.answer(body).await;
    count(plan, &answered, &account);
    answered.map_err(Refusal::Call)
}

fn count(plan: &Plan, answered: &Result<Answer, engine_call::Refusal>, account: &Account) {
    account.entries.iter().for_each(|entry| metric::entry(&plan.id, entry));
    if !account.of_another_patient.is_empty() {
        metric::wrong_patient(&plan.id);
        let hook_instance = account.hook_instance.as_deref().unwrap_or_default();
        for problem in &account.of_another_patient {
            tracing::warn!(service = plan.id, hook_instance, "{problem}");
        }
    }
    if let Ok(answer) = answered {
        metric::decision(plan, answer);
    }
}
