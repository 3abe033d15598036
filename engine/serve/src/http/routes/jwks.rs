//! `GET /.well-known/jwks.json`: the public keys by which authorization servers verify the engine's client assertions. They need no token,
//! as they are public.

use crate::http::engine::Engine;
use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, ContentType},
    web::Data,
};

pub(super) async fn jwks(engine: Data<Engine>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response.insert_header((CACHE_CONTROL, "public, max-age=300")).content_type(ContentType::json());
    response.body(engine.backends.key_set().to_owned())
}
