//! A call's body, read into a document. A wrong type or length is refused before the caller is authenticated, and no byte is read before that.

use super::refusal::Refusal;
use crate::media;
use actix_web::{HttpRequest, http::header, web::Payload};
use engine_fhir::Document;
use futures_util::StreamExt;
use std::time::Duration;

/// A request whose head says that its body is JSON of at most `limit` bytes.
#[derive(Debug)]
pub(crate) struct Announced {
    length: Option<usize>,
    limit: usize,
}

/// Refuses a request by its head: by the type, the encoding and the declared length of its body.
pub(crate) fn announced(head: &HttpRequest, limit: usize) -> Result<Announced, Refusal> {
    check_type(head)?;
    let length = declared_length(head);
    if length.is_some_and(|length| length > limit) { Err(Refusal::TooLarge { limit }) } else { Ok(Announced { length, limit }) }
}

impl Announced {
    /// Reads the body, which may still be longer than its head said, and must come within `patience`.
    pub(crate) async fn read(self, payload: Payload, patience: Duration) -> Result<Document, Refusal> {
        let bytes = tokio::time::timeout(patience, self.collect(payload)).await.map_err(|_| Refusal::TooSlow)??;
        Document::parse(bytes).map_err(Refusal::NotJson)
    }

    async fn collect(&self, mut payload: Payload) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::with_capacity(self.length.unwrap_or_default());
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Refusal::BrokenOff)?;
            if bytes.len() + chunk.len() > self.limit {
                return Err(Refusal::TooLarge { limit: self.limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
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
