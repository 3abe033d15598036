//! `GET /metrics`: the metrics, in Prometheus' text format. They need no token, as nothing in them is about a patient or a user.

use crate::metric;
use actix_web::HttpResponse;

pub(super) async fn metrics() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(metric::render())
}
