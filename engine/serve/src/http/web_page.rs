//! Calls from web pages (CDS Hooks 2.0.1, "Cross-Origin Resource Sharing"): preflight on every endpoint, for the origins that the settings name.
//!
//! A preflight from any other origin is refused, and a page of it can't read any answer. Cookies and passwords of a browser are never asked for.

use super::refusal::Refusal;
use actix_cors::{Cors, CorsError};
use actix_web::{
    Error, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
};

/// Answers preflight requests; `*` allows every origin.
pub(crate) fn cors(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allowed_methods([Method::GET, Method::POST])
        .allowed_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_NONE_MATCH])
        .expose_headers([header::ETAG])
        .max_age(3600);
    if origins.iter().any(|origin| origin == "*") {
        return cors.allow_any_origin().send_wildcard();
    }
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}

/// Answers a refused preflight as every refusal is answered: with an OperationOutcome.
pub(crate) async fn answer_refused_preflight<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let answered = next.call(request).await?;
    let reason = answered.response().error().and_then(|error| error.as_error::<CorsError>()).map(ToString::to_string);
    match reason {
        Some(reason) => Ok(answered.into_response(Refusal::Preflight { reason }.error_response()).map_into_right_body()),
        None => Ok(answered.map_into_left_body()),
    }
}
