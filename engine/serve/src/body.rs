//! A call's body, as it came, read into a document. Refuses by type and length before a byte is read.

use crate::{media, refuse::Refusal};
use actix_web::{HttpRequest, http::header, web::Payload};
use engine_fhir::Document;
use futures_util::StreamExt;
use std::time::Duration;

/// How long a body may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a request's body of at most `limit` bytes.
pub(crate) async fn read(head: &HttpRequest, payload: Payload, limit: usize) -> Result<Document, Refusal> {
    check_type(head)?;
    let bytes = tokio::time::timeout(PATIENCE, collect(payload, declared_length(head), limit)).await.map_err(|_| Refusal::TooSlow)??;
    Document::parse(bytes).map_err(Refusal::NotJson)
}

fn check_type(head: &HttpRequest) -> Result<(), Refusal> {
    let header = |name| head.headers().get(name).and_then(|value| value.to_str().ok());
    if !header(header::CONTENT_TYPE).is_some_and(media::is_json) {
        return Err(Refusal::ContentType);
    }
    let encoding = header(header::CONTENT_ENCODING);
    if encoding.is_none_or(|encoding| encoding.eq_ignore_ascii_case("identity")) { Ok(()) } else { Err(Refusal::ContentEncoding) }
}

fn declared_length(head: &HttpRequest) -> Option<usize> {
    head.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn collect(mut payload: Payload, declared: Option<usize>, limit: usize) -> Result<Vec<u8>, Refusal> {
    if declared.is_some_and(|length| length > limit) {
        return Err(Refusal::TooLarge { limit });
    }
    let mut bytes = Vec::with_capacity(declared.unwrap_or_default());
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Refusal::BrokenOff)?;
        if bytes.len() + chunk.len() > limit {
            return Err(Refusal::TooLarge { limit });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
