//! Security headers of every answer: a browser must not guess its type, must not show it, and must not cache it.

use actix_web::{
    http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS},
    middleware::DefaultHeaders,
};

/// Two years, as browsers' lists ask.
const ENCRYPTED_ONLY: &str = "max-age=63072000";

/// The headers that an answer has unless it says otherwise itself.
pub(crate) fn headers(is_encrypted: bool) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .add((REFERRER_POLICY, "no-referrer"))
        .add((CACHE_CONTROL, "no-store"));
    if is_encrypted { headers.add((STRICT_TRANSPORT_SECURITY, ENCRYPTED_ONLY)) } else { headers }
}
