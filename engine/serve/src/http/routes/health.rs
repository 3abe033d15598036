//! `GET /health/live`: the program runs. `GET /health/ready`: it serves, whether the rules in the folder are those that it serves, and whether the
//! store works.
//!
//! Load balancers ask without a token. So where clients must have one, only the log says what is wrong with the rules or the store.

use crate::{http::engine::Engine, rules::running::LastLoad, store::StoreError, trust::Trust};
use actix_web::{HttpResponse, HttpResponseBuilder, http::header::ContentType, web::Data};
use engine_fhir::writer::JsonWriter;

/// How many problems of a failed reload are listed.
const MAX_PROBLEMS: usize = 50;

pub(super) async fn live() -> HttpResponse {
    json(HttpResponse::Ok(), r#"{"status":"live"}"#.to_owned())
}

/// An engine always has a set of rules that compiled. So a failed hot reload is reported, and the engine stays ready. It also stays ready while its store
/// fails, unless nothing can be answered without the store: then the answer is 503.
pub(super) async fn ready(engine: Data<Engine>) -> HttpResponse {
    let running = engine.current.get();
    let problem = engine.store.health().problem();
    let has_clients = matches!(engine.trust, Trust::Clients(_));
    let needs_store = has_clients || engine.config.audit.is_required;
    let is_ready = problem.is_none() || !needs_store;
    let mut writer = JsonWriter::new();
    writer.begin_object();
    writer.member("status", if is_ready { "ready" } else { "not-ready" });
    writer.name("rules");
    writer.number(&running.rules.len().to_string());
    writer.member("since", &running.since.to_string());
    match &*engine.current.last_load() {
        LastLoad::Succeeded => writer.member("lastReload", "succeeded"),
        LastLoad::Failed { problems } => write_failed(&mut writer, problems, !has_clients),
    }
    write_store(&mut writer, problem.as_ref(), engine.store.health().lost(), !has_clients);
    writer.end_object();
    if is_ready { json(HttpResponse::Ok(), writer.finish()) } else { json(HttpResponse::ServiceUnavailable(), writer.finish()) }
}

fn write_store(writer: &mut JsonWriter, problem: Option<&StoreError>, lost: u64, says_why: bool) {
    writer.member("store", if problem.is_none() { "works" } else { "fails" });
    if let Some(problem) = problem.filter(|_| says_why) {
        writer.member("storeProblem", &problem.to_string());
    }
    if lost > 0 {
        writer.name("lost");
        writer.number(&lost.to_string());
    }
}

fn write_failed(writer: &mut JsonWriter, problems: &[String], says_why: bool) {
    writer.member("lastReload", "failed");
    if !says_why {
        return;
    }
    writer.name("problems");
    writer.begin_array();
    problems.iter().take(MAX_PROBLEMS).for_each(|problem| writer.text(problem));
    writer.end_array();
}

fn json(mut response: HttpResponseBuilder, body: String) -> HttpResponse {
    response.content_type(ContentType::json()).body(body)
}
