//! Every connection that the engine opens: to FHIR servers, for keys, for tokens.
//!
//! Knows names, addresses, and whether servers fail. Must never know what is asked of them or which credentials go with it. No redirect is followed, no
//! proxy used, and no name may lead just anywhere (SSRF).

pub(crate) mod address;
mod breaker;
mod gate;
mod internal_host;
pub(crate) mod loopback;
mod names;
mod single_flight;

pub(crate) use gate::{Gate, Gates};
pub(crate) use internal_host::InternalHost;
pub(crate) use names::{AddressRefusedError, Names};
pub(crate) use single_flight::SingleFlight;

use reqwest::{Client, redirect};
use std::{error::Error, sync::Once, time::Duration};

/// How long connecting may take. It also bounds connections whose call has ended meanwhile.
const CONNECT: Duration = Duration::from_secs(5);

/// The HTTP client, with its connection pool. It follows no redirect and uses no proxy, so that a token goes where it is sent and nowhere else.
pub(crate) fn client(names: &Names) -> reqwest::Result<Client> {
    let builder = || {
        Client::builder()
            .user_agent(concat!("engine/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT)
            .dns_resolver(names.clone())
    };
    builder().build().or_else(|error| {
        static WARNED: Once = Once::new();
        WARNED.call_once(|| tracing::warn!(%error, "no https server can be trusted: the system has no certificates of authorities"));
        builder().tls_certs_only([]).build()
    })
}

/// Whether a request was not sent because its server's name leads to no allowed address.
pub(crate) fn is_refused(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<AddressRefusedError>() {
            return true;
        }
        cause = error.source();
    }
    false
}
