//! `POST /cds-services/{id}`: a service call (CDS Hooks 2.0.1, "Calling a CDS Service").

use crate::{
    fetch::HttpAccess,
    http::{body, ended::Ended, engine::Engine, refusal::Refusal},
    metric,
    store::{self, Entry},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::ContentType,
    web::{Data, Path, Payload},
};
use engine_call::{Answer, CallReport, ServiceCall};
use engine_fhir::{Document, date::Clock};
use engine_rule::plan::Plan;
use jiff::Timestamp;
use reqwest::Client;
use std::time::{Duration, Instant};

pub(super) async fn call(
    engine: Data<Engine>,
    client: Data<Client>,
    id: Path<String>,
    head: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Refusal> {
    let (begun, watch) = (Timestamp::now(), Instant::now());
    let running = engine.current.get();
    let plan = running.rules.find(&id).map(|plan| &**plan);
    let (mut caller, mut report) = (None, CallReport::default());
    let answered = async {
        let announced = body::announced(&head, engine.config.body_limit)?;
        let caller = &*caller.insert(engine.trust.authenticate(&head, &client).await?);
        let body = announced.read(payload, engine.config.intake.body_time).await?;
        let plan = plan.ok_or_else(|| Refusal::UnknownService { id: id.to_string() })?;
        let access =
            HttpAccess { deadline: engine.config.deadline, client: &client, gates: &engine.gates, backends: &engine.backends, caller };
        let (answered, happened) = answer(&engine, &access, plan, &body).await;
        report = happened;
        answered
    };
    let answered = answered.await;
    let caller = caller.as_ref();
    let ended = Ended { begun, took: watch.elapsed(), running: &running, caller, plan, report, answered: answered.as_ref() };
    let answered = audit(&engine, ended.into_call()).await.and(answered);
    if let Some(plan) = plan {
        count_and_log(plan, answered.as_ref().err(), watch.elapsed());
    }
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(answered?.into_body()))
}

async fn answer(engine: &Engine, access: &HttpAccess<'_>, plan: &Plan, body: &Document) -> (Result<Answer, Refusal>, CallReport) {
    let clock = Clock::system(engine.config.zone.clone());
    let call = ServiceCall { plan, access, limits: &engine.config.call_limits, clock: &clock, examined: None };
    let (answered, report) = call.answer(body).await;
    count(plan, &answered, &report);
    (answered.map_err(Refusal::Call), report)
}

fn count(plan: &Plan, answered: &Result<Answer, engine_call::Refusal>, report: &CallReport) {
    report.entries.iter().for_each(|entry| metric::entry(&plan.id, entry));
    if !report.wrong_patient.is_empty() {
        metric::wrong_patient(&plan.id);
        let hook_instance = report.hook_instance.as_deref().unwrap_or_default();
        for problem in &report.wrong_patient {
            tracing::warn!(service = plan.id, hook_instance, "{problem}");
        }
    }
    if let Ok(answer) = answered {
        metric::decision(plan, answer);
    }
}

/// Records the call: before its answer goes out where the audit is required, else in the background.
async fn audit(engine: &Engine, call: store::CallEntry) -> Result<(), Refusal> {
    let entry = Entry::Call(Box::new(call));
    if engine.config.audit.is_required {
        return engine.store.keep_now(entry).await.map_err(|_| Refusal::NotAudited);
    }
    engine.store.keep(entry);
    Ok(())
}

fn count_and_log(plan: &Plan, refusal: Option<&Refusal>, took: Duration) {
    metric::call(&plan.id, refusal.map_or("answered", Refusal::name), took);
    match refusal {
        None => tracing::debug!(service = plan.id, "call answered"),
        Some(refusal) => tracing::info!(service = plan.id, %refusal, "call refused"),
    }
}
