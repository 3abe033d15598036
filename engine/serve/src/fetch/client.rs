//! One request to a FHIR server, and everything that may be wrong with its response.

use super::server::Server;
use crate::{media, outbound};
use engine_call::{Budget, FetchError};
use engine_fhir::Document;
use reqwest::{
    Client, Response, StatusCode, Url,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};

/// Gets what is at an address. The bytes that come are taken from `budget`, which is how many may still come for the entry.
pub(super) async fn get(client: &Client, server: &Server<'_>, address: Url, budget: &mut Budget) -> Result<Document, FetchError> {
    let request = client
        .get(address)
        .header(AUTHORIZATION, server.authorization()?)
        .header(ACCEPT, "application/fhir+json")
        .header("Prefer", "handling=strict");
    let response = request.send().await.map_err(|error| not_sent(&error))?;
    check_head(&response)?;
    let body = read(response, budget).await?;
    Document::parse(body).map_err(FetchError::BadJson)
}

fn not_sent(error: &reqwest::Error) -> FetchError {
    if outbound::is_refused(error) { FetchError::AddressRefused } else { FetchError::NoAnswer }
}

fn check_head(response: &Response) -> Result<(), FetchError> {
    let status = response.status();
    if status.is_redirection() {
        return Err(FetchError::Redirected { status: status.as_u16() });
    }
    if status != StatusCode::OK {
        return Err(FetchError::Answered { status: status.as_u16() });
    }
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if content_type.is_some_and(media::is_json) { Ok(()) } else { Err(FetchError::NotJson) }
}

/// Reads a body as it comes. Its bytes are counted after decompression, so that a decompression bomb ends early.
async fn read(mut response: Response, budget: &mut Budget) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| FetchError::NoAnswer)? {
        budget.take(chunk.len())?;
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
