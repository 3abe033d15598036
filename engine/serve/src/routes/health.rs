//! `GET /health/live`: the program runs. `GET /health/ready`: it serves, and whether the rules in the folder are those that it serves.
//!
//! Load balancers ask without a token. So where clients must have one, what is wrong with the rules is told in the log alone.

use crate::{engine::Engine, running::LastLoad, trust::Trust};
use actix_web::{HttpResponse, http::header::ContentType, web::Data};
use engine_fhir::writer::JsonWriter;

/// How many problems of a failed reload are told.
const MAX_PROBLEMS: usize = 50;

pub(super) async fn live() -> HttpResponse {
    json(r#"{"status":"live"}"#.to_owned())
}

/// Always 200: there is no engine without a set of rules that compiled. A reload that failed is told, and alarms nobody's load balancer.
pub(super) async fn ready(engine: Data<Engine>) -> HttpResponse {
    let running = engine.current.get();
    let mut writer = JsonWriter::new();
    writer.begin_object();
    writer.member("status", "ready");
    writer.name("rules");
    writer.number(&running.rules.len().to_string());
    writer.member("since", &running.since.to_string());
    match &*engine.current.last_load() {
        LastLoad::Succeeded => writer.member("lastReload", "succeeded"),
        LastLoad::Failed { problems } => write_failed(&mut writer, problems, &engine.trust),
    }
    writer.end_object();
    json(writer.finish())
}

fn write_failed(writer: &mut JsonWriter, problems: &[String], trust: &Trust) {
    writer.member("lastReload", "failed");
    if matches!(trust, Trust::Clients(_)) {
        return;
    }
    writer.name("problems");
    writer.begin_array();
    problems.iter().take(MAX_PROBLEMS).for_each(|problem| writer.text(problem));
    writer.end_array();
}

fn json(body: String) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::json()).body(body)
}
