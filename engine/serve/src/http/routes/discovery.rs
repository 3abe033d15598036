//! `GET /cds-services`: the services (CDS Hooks 2.0.1, "Discovery"), with an ETag, so that a client that asks again is
//! answered 304 while nothing has changed.

use crate::http::{engine::Engine, refusal::Refusal};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{CACHE_CONTROL, ContentType, ETag, EntityTag, IfNoneMatch},
    web::{Data, Header},
};
use reqwest::Client;

pub(super) async fn list(
    engine: Data<Engine>,
    client: Data<Client>,
    head: HttpRequest,
    known: Option<Header<IfNoneMatch>>,
) -> Result<HttpResponse, Refusal> {
    engine.trust.authenticate(&head, &client).await?;
    let running = engine.current.get();
    let tag = EntityTag::new_strong(running.discovery.etag.clone());
    let is_known = match known.map(Header::into_inner) {
        Some(IfNoneMatch::Any) => true,
        Some(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        None => false,
    };
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header(ETag(tag)).insert_header((CACHE_CONTROL, "no-cache"));
    Ok(if is_known { response.finish() } else { response.content_type(ContentType::json()).body(running.discovery.body.clone()) })
}
