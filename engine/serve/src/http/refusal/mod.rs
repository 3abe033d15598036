//! Why a request is refused, as data, and how each reason is answered: by a status and an OperationOutcome that says what is wrong, where, and how to
//! fix it.
//!
//! Must never hold a token or a patient's data.

use crate::{metric, trust::AuthenticationError};
use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderName},
    },
};
use engine_fhir::{
    document::ParseError,
    outcome::{self, Issue},
};
use engine_hooks::request::Problem;
use engine_smart::client::TokenError;
use std::{error::Error, fmt};

/// The media type of an OperationOutcome.
pub(crate) const FHIR_JSON: &str = "application/fhir+json";

/// Why a request is refused, in the order of the steps that refuse.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// `Host` isn't one of this engine's.
    Host,
    /// A web page may not call, or not like this.
    Preflight { reason: String },
    /// There is nothing at this path.
    Path,
    /// The path is answered to other methods.
    Method { allowed: &'static str },
    /// The body isn't declared as JSON.
    ContentType,
    /// The body comes compressed.
    ContentEncoding,
    /// The body is larger than `limits.body` allows.
    TooLarge { limit: usize },
    /// The caller is not authenticated. The log says why.
    Unauthenticated {
        /// Whether the request has a token.
        has_token: bool,
    },
    /// The caller can't be authenticated now.
    CannotAuthenticate,
    /// As many requests as may be are being answered.
    Overloaded,
    /// The body didn't come in time.
    TooSlow,
    /// The body broke off.
    BrokenOff,
    /// The body isn't JSON.
    NotJson(ParseError),
    /// No rule has this id.
    UnknownService { id: String },
    /// Members of a feedback's body are missing or wrong.
    Feedback(Vec<Problem>),
    /// A step of the call refuses it.
    Call(engine_call::Refusal),
    /// `audit: required` is set, and the call's record can't be kept.
    NotAudited,
}

impl Refusal {
    /// Its name in metrics and logs.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Refusal::Host => "host",
            Refusal::Preflight { .. } => "preflight",
            Refusal::Path => "path",
            Refusal::Method { .. } => "method",
            Refusal::ContentType => "content-type",
            Refusal::ContentEncoding => "content-encoding",
            Refusal::TooLarge { .. } => "too-large",
            Refusal::Unauthenticated { .. } => "unauthenticated",
            Refusal::CannotAuthenticate => "cannot-authenticate",
            Refusal::Overloaded => "overloaded",
            Refusal::TooSlow => "too-slow",
            Refusal::BrokenOff => "broken-off",
            Refusal::NotJson(_) => "not-json",
            Refusal::UnknownService { .. } => "unknown-service",
            Refusal::Feedback(_) => "request",
            Refusal::Call(refusal) => refusal.name(),
            Refusal::NotAudited => "not-audited",
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Refusal::Host => StatusCode::MISDIRECTED_REQUEST,
            Refusal::Path | Refusal::UnknownService { .. } => StatusCode::NOT_FOUND,
            Refusal::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::ContentType | Refusal::ContentEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Unauthenticated { .. } => StatusCode::UNAUTHORIZED,
            Refusal::CannotAuthenticate | Refusal::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Refusal::BrokenOff | Refusal::NotJson(_) | Refusal::Feedback(_) => StatusCode::BAD_REQUEST,
            Refusal::Preflight { .. } => StatusCode::FORBIDDEN,
            Refusal::Call(refusal) => StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            Refusal::NotAudited => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The header that goes with its status.
    fn header(&self) -> Option<(HeaderName, &'static str)> {
        match self {
            Refusal::Method { allowed } => Some((header::ALLOW, allowed)),
            // RFC 6750, 3: without a token, no error is named.
            Refusal::Unauthenticated { has_token: false } => Some((header::WWW_AUTHENTICATE, "Bearer")),
            Refusal::Unauthenticated { has_token: true } => Some((header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")),
            Refusal::CannotAuthenticate | Refusal::NotAudited => Some((header::RETRY_AFTER, "10")),
            Refusal::Overloaded => Some((header::RETRY_AFTER, "1")),
            _ => None,
        }
    }

    pub(crate) fn issues(&self) -> Vec<Issue> {
        match self {
            Refusal::Host => vec![at(
                "security",
                "Host",
                "this engine serves only callers on its own machine, under its own address; call it as http://localhost, or set `baseUrl` in engine.yaml to the URL that clients use",
            )],
            Refusal::Preflight { reason } => vec![at(
                "security",
                "Origin",
                format!("{reason}; web pages may call from the origins that `cors.origins` in engine.yaml names"),
            )],
            Refusal::Path => vec![issue("not-found", "there is nothing here; services are listed at /cds-services")],
            Refusal::Method { allowed } => vec![issue("not-supported", format!("this method is not answered here; use {allowed}"))],
            Refusal::ContentType => {
                vec![at("not-supported", "Content-Type", "expected JSON in UTF-8; send the header `Content-Type: application/json`")]
            }
            Refusal::ContentEncoding => vec![at("not-supported", "Content-Encoding", "a compressed body is not read; send it as it is")],
            Refusal::TooLarge { limit } => vec![issue(
                "too-long",
                format!("the body has more than {limit} bytes; prefetch less, or raise `limits.body` in engine.yaml"),
            )],
            Refusal::Unauthenticated { .. } => vec![at(
                "login",
                "Authorization",
                "the caller is not known; send `Authorization: Bearer` with a JWT that you signed for this URL and used for no other call. The engine's log says what is wrong",
            )],
            Refusal::CannotAuthenticate => vec![issue("transient", "who calls can't be found out now; send the call again later")],
            Refusal::Overloaded => vec![issue(
                "throttled",
                "as many requests as may be are being answered (`limits.calls` in engine.yaml); send this one again in a second",
            )],
            Refusal::TooSlow => vec![issue("timeout", "the body did not come in time; send it again")],
            Refusal::BrokenOff => vec![issue("incomplete", "the body broke off before its end; send it again")],
            Refusal::NotJson(error) => vec![issue("structure", format!("the body is not JSON: {error}"))],
            Refusal::UnknownService { id } => {
                vec![issue("not-found", format!("there is no service `{id}`; services are listed at /cds-services"))]
            }
            Refusal::Feedback(problems) => problems.iter().map(|problem| at("invalid", &problem.path, problem.message.as_str())).collect(),
            Refusal::Call(refusal) => refusal.issues(),
            Refusal::NotAudited => vec![issue(
                "transient",
                "this call can't be recorded now, and without a record nothing is answered (`audit: required`); call again later",
            )],
        }
    }
}

impl From<AuthenticationError> for Refusal {
    fn from(error: AuthenticationError) -> Refusal {
        match error {
            AuthenticationError::Refused(refused) => Refusal::Unauthenticated { has_token: refused != TokenError::NoToken },
            AuthenticationError::NoKeys | AuthenticationError::CannotTell => Refusal::CannotAuthenticate,
        }
    }
}

fn issue(code: &'static str, diagnostics: impl Into<String>) -> Issue {
    Issue { code, diagnostics: diagnostics.into(), expression: None }
}

fn at(code: &'static str, place: &str, diagnostics: impl Into<String>) -> Issue {
    Issue { expression: Some(place.to_owned()), ..issue(code, diagnostics) }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Error for Refusal {}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        self.status()
    }
    fn error_response(&self) -> HttpResponse {
        metric::refusal(self.name());
        let mut response = HttpResponse::build(self.status());
        if let Some(header) = self.header() {
            response.insert_header(header);
        }
        response.content_type(FHIR_JSON).body(outcome::to_json(&self.issues()))
    }
}

#[cfg(test)]
mod tests;
