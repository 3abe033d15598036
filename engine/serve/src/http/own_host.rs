//! Whose `Host` is answered while no clients are set up, so that nobody who calls is authenticated: the engine's own alone.
//!
//! The engine is then for its own machine: the server listens there only (`--insecure` lifts this one), and data are fetched from there only. A page in
//! a browser could still reach it under a name that the page's owner points at 127.0.0.1 (DNS rebinding); its requests bear that name as their `Host`.

use super::{engine::Engine, refusal::Refusal};
use crate::{
    outbound::{address::address_of, loopback::leads_here},
    trust::Trust,
};
use actix_web::{
    Error, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web,
};
use reqwest::Url;
use std::net::SocketAddr;

/// Refuses requests whose `Host` isn't this engine's, where callers aren't authenticated.
pub(crate) async fn require_own_host<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let is_answered = request.app_data::<web::Data<Engine>>().is_some_and(|engine| match engine.trust {
        Trust::Clients(_) => true,
        Trust::ThisMachine => {
            let (listen, base_url) = (engine.config.listen, engine.config.base_url.as_ref());
            authority(&request).is_some_and(|authority| is_own_host(&authority, listen, base_url))
        }
    });
    match is_answered {
        true => next.call(request).await.map(ServiceResponse::map_into_left_body),
        false => Ok(request.into_response(Refusal::Host.error_response()).map_into_right_body()),
    }
}

/// The host that the request is for: the authority of an absolute target, else `Host` (RFC 9112, 3.2.2).
fn authority(request: &ServiceRequest) -> Option<String> {
    match request.uri().authority() {
        Some(authority) => Some(authority.to_string()),
        None => request.headers().get(header::HOST)?.to_str().ok().map(str::to_owned),
    }
}

/// Whether a host is this engine's: a loopback name, the address that it listens on, or the host of `baseUrl`. Ports are not compared, as a container's
/// port is often published as another. Where the engine listens on all addresses, any of them will do: only names can be pointed at another's machine.
fn is_own_host(authority: &str, listen: SocketAddr, base_url: Option<&Url>) -> bool {
    let Ok(url) = Url::parse(&format!("http://{authority}/")) else { return false };
    if !url.username().is_empty() || url.password().is_some() || url.path() != "/" {
        return false;
    }
    let is_listened_on = |address| address == listen.ip() || listen.ip().is_unspecified();
    let is_base_url = || base_url.is_some_and(|base_url| base_url.host_str() == url.host_str());
    leads_here(&url) || address_of(&url).map_or_else(is_base_url, is_listened_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_own(authority: &str, listen: &str, base_url: Option<&str>) -> bool {
        is_own_host(authority, listen.parse().unwrap(), base_url.map(|url| url.parse().unwrap()).as_ref())
    }

    #[test]
    fn loopback_names_are_its_own_by_whatever_port() {
        for authority in ["localhost", "localhost:8080", "LOCALHOST:9090", "127.0.0.1:8080", "[::1]:8080"] {
            assert!(is_own(authority, "127.0.0.1:8080", None), "{authority}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for authority in ["evil.example", "localhost.evil.example", "10.0.0.5:8080", "user@localhost", "localhost/x", ""] {
            assert!(!is_own(authority, "127.0.0.1:8080", None), "{authority}");
        }
    }

    #[test]
    fn the_host_of_its_base_url_is_its_own() {
        assert!(is_own("cds.example.org", "127.0.0.1:8080", Some("https://cds.example.org")));
    }

    #[test]
    fn where_it_listens_on_all_addresses_each_is_its_own_but_no_name_is() {
        assert!(is_own("172.17.0.2:8080", "0.0.0.0:8080", None));
        assert!(!is_own("evil.example:8080", "0.0.0.0:8080", None));
    }
}
