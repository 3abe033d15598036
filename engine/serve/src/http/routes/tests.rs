//! Every route over HTTP, with no rules: what each answers, and what it refuses. What rules answer is tested from outside.

use crate::{
    backend::Backends,
    config::Config,
    http::{app::app, engine::Engine, overload::InFlight},
    metric,
    outbound::{self, Gates, Names},
    rules::running::{Current, Running},
    store::{Address, Store},
    trust::Trust,
};
use actix_web::{
    body,
    http::{StatusCode, header::HeaderMap},
    rt::task::spawn_blocking,
    test::{TestRequest, init_service, try_call_service},
    web::Data,
};
use engine_rule::rule_set::RuleSet;
use engine_syntax::source::Sources;
use std::{path::Path, sync::Arc};

/// An answer: status, headers, body.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

async fn ask_with(settings: &str, request: TestRequest) -> Answer {
    metric::start();
    let folder = tempfile::tempdir().unwrap();
    let config = Config::parse(settings, Path::new("engine.yaml")).unwrap();
    let current = Current::new(Running::of(RuleSet::default(), &Sources::default()));
    let (store, background) = Store::start(&Address::Sqlite(folder.path().join("engine.db")), &config.audit).unwrap();
    let trust = Trust::of(config.clients.as_ref(), Arc::new(store.clone()));
    let engine =
        Data::new(Engine { config, current: Arc::new(current), trust, store, backends: Backends::default(), gates: Gates::new(1) });
    let answer = ask_engine(engine, request).await;
    spawn_blocking(|| background.finish()).await.unwrap();
    answer
}

async fn ask_engine(engine: Data<Engine>, request: TestRequest) -> Answer {
    let in_flight = Data::new(InFlight::new(engine.config.intake.calls));
    let service = init_service(app(engine, in_flight, outbound::client(&Names::default()).unwrap())).await;
    match try_call_service(&service, request.to_request()).await {
        Ok(response) => {
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = body::to_bytes(response.into_body()).await.map_err(|_| "a body").unwrap();
            Answer { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
        }
        Err(error) => {
            let response = error.error_response();
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = body::to_bytes(response.into_body()).await.unwrap();
            Answer { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
        }
    }
}

async fn ask(request: TestRequest) -> Answer {
    ask_with("", request.insert_header(("Host", "localhost:8080"))).await
}

fn post(path: &str, content_type: &str, body: impl Into<String>) -> TestRequest {
    TestRequest::post().uri(path).insert_header(("Content-Type", content_type)).set_payload(body.into())
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
    /// Checks that it is a refusal: an OperationOutcome that says `what`.
    fn is_refused(&self, status: u16, what: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/fhir+json");
        assert!(self.body.starts_with(r#"{"resourceType":"OperationOutcome""#) && self.body.contains(what), "{}", self.body);
    }
}

#[actix_web::test]
async fn discovery_answers_json_and_then_that_nothing_has_changed() {
    let first = ask(TestRequest::get().uri("/cds-services")).await;
    assert_eq!((first.status, first.body.as_str()), (StatusCode::OK, r#"{"services":[]}"#));
    assert_eq!(first.header("content-type"), "application/json");
    let tag = first.header("etag").to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let again = ask(TestRequest::get().uri("/cds-services").insert_header(("If-None-Match", known))).await;
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (StatusCode::NOT_MODIFIED, "", tag.as_str()));
    }
    let other = ask(TestRequest::get().uri("/cds-services").insert_header(("If-None-Match", "\"other\""))).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[actix_web::test]
async fn health_and_metrics_answer() {
    assert_eq!(ask(TestRequest::get().uri("/health/live")).await.body, r#"{"status":"live"}"#);
    let ready = ask(TestRequest::get().uri("/health/ready")).await;
    assert!(
        ready.status.is_success() && ready.body.contains(r#""rules":0"#) && ready.body.contains(r#""lastReload":"succeeded""#),
        "{}",
        ready.body
    );
    ask(TestRequest::get().uri("/nothing")).await;
    let metrics = ask(TestRequest::get().uri("/metrics")).await;
    assert!(metrics.header("content-type").starts_with("text/plain"));
    assert!(metrics.body.contains("engine_refusals_total{reason=\"path\"}"), "{}", metrics.body);
}

#[actix_web::test]
async fn what_is_not_there_and_other_methods_are_refused() {
    ask(TestRequest::get().uri("/nothing")).await.is_refused(404, "/cds-services");
    let refused = ask(TestRequest::get().uri("/cds-services/any")).await;
    refused.is_refused(405, "use POST");
    assert_eq!(refused.header("allow"), "POST");
    ask(TestRequest::post().uri("/cds-services")).await.is_refused(405, "use GET, HEAD");
}

#[actix_web::test]
async fn a_body_is_refused_by_type_then_length_then_form_then_service() {
    for path in ["/cds-services/any", "/cds-services/any/feedback"] {
        ask(post(path, "text/plain", "{")).await.is_refused(415, "Content-Type: application/json");
        ask(TestRequest::post().uri(path).set_payload("{}")).await.is_refused(415, "Content-Type");
        ask(post(path, "application/json", "{}").insert_header(("Content-Encoding", "gzip"))).await.is_refused(415, "compressed");
        ask_with("limits: { body: 10B }", post(path, "application/json", "{         }").insert_header(("Host", "localhost")))
            .await
            .is_refused(413, "10 bytes");
        ask(post(path, "application/json", "{\n\"a\" 1}")).await.is_refused(400, "line 2, column 5");
        ask(post(path, "application/json", "[".repeat(10_000))).await.is_refused(400, "nested");
        ask(post(path, "application/json; charset=utf-8", "{}")).await.is_refused(404, "there is no service `any`");
    }
}

#[actix_web::test]
async fn only_its_own_host_is_answered() {
    let named = |host: &'static str| TestRequest::get().uri("/cds-services").insert_header(("Host", host));
    ask_with("", named("evil.example")).await.is_refused(421, "localhost");
    ask_with("", TestRequest::get().uri("/health/live")).await.is_refused(421, "Host");
    assert_eq!(ask_with("", named("127.0.0.1:8080")).await.status, StatusCode::OK);
    assert_eq!(ask_with("baseUrl: https://cds.example.org", named("cds.example.org")).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_web_page_calls_only_from_a_named_origin() {
    let preflight = || {
        let request = TestRequest::with_uri("/cds-services/any").method(actix_web::http::Method::OPTIONS);
        let request = request.insert_header(("Host", "localhost")).insert_header(("Origin", "https://ehr.example.org"));
        request
            .insert_header(("Access-Control-Request-Method", "POST"))
            .insert_header(("Access-Control-Request-Headers", "content-type, authorization"))
    };
    ask_with("", preflight()).await.is_refused(403, "cors.origins");
    ask_with("cors: { origins: ['https://other.example.org'] }", preflight()).await.is_refused(403, "cors.origins");
    for (origins, allowed) in [("['https://ehr.example.org']", "https://ehr.example.org"), ("['*']", "*")] {
        let answer = ask_with(&format!("cors: {{ origins: {origins} }}"), preflight()).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::OK, allowed));
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}

#[actix_web::test]
async fn a_refusal_can_be_read_by_a_web_page_that_may_call() {
    let request =
        TestRequest::get().uri("/nothing").insert_header(("Host", "localhost")).insert_header(("Origin", "https://ehr.example.org"));
    let answer = ask_with("cors: { origins: ['https://ehr.example.org'] }", request).await;
    assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (404, "https://ehr.example.org"));
}
