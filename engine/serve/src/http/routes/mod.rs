//! The URLs that the engine answers, a file for each.

mod call;
mod discovery;
mod feedback;
mod health;
mod jwks;
mod metrics;

use crate::http::refusal::Refusal;
use actix_web::{
    Error, HttpRequest, Resource, guard,
    web::{self, ServiceConfig},
};

/// Registers all of them.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(read("/cds-services").route(reading().to(discovery::list)))
        .service(write("/cds-services/{id}").route(web::post().to(call::call)))
        .service(write("/cds-services/{id}/feedback").route(web::post().to(feedback::feedback)))
        .service(read("/.well-known/jwks.json").route(reading().to(jwks::jwks)))
        .service(read("/health/live").route(reading().to(health::live)))
        .service(read("/health/ready").route(reading().to(health::ready)))
        .service(read("/metrics").route(reading().to(metrics::metrics)))
        .default_service(web::to(|| async { Err::<String, Error>(Refusal::Path.into()) }));
}

fn reading() -> actix_web::Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

fn read(path: &str) -> Resource {
    only(path, "GET, HEAD")
}

fn write(path: &str) -> Resource {
    only(path, "POST")
}

/// A path on which methods other than those `allowed` are refused.
fn only(path: &str, allowed: &'static str) -> Resource {
    web::resource(path)
        .default_service(web::to(move |_: HttpRequest| async move { Err::<String, Error>(Refusal::Method { allowed }.into()) }))
}

#[cfg(test)]
mod tests;
