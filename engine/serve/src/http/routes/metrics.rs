//! `GET /metrics`: what was counted, as Prometheus reads it: without a token, as nothing in it is about a patient or a user.

use crate::metric;
use actix_web::HttpResponse;

pub(super) async fn metrics() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(metric::render())
}
