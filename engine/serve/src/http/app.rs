//! The application of each worker thread: the routes, wrapped in the middleware that holds for all of them.

use super::{
    browser,
    engine::Engine,
    overload::{self, InFlight},
    own_host, routes, web_page,
};
use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::from_fn,
    web::Data,
};
use reqwest::Client;

/// The application of one worker; `client` fetches for it. The rest is shared by all workers.
pub(crate) fn app(
    engine: Data<Engine>,
    in_flight: Data<InFlight>,
    client: Client,
) -> App<impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>> {
    let cors = web_page::cors(&engine.config.cors_origins);
    let headers = browser::headers(engine.config.tls.is_some());
    App::new()
        .app_data(engine)
        .app_data(in_flight)
        .app_data(Data::new(client))
        .wrap(from_fn(overload::refuse_when_full))
        .wrap(cors)
        .wrap(from_fn(web_page::answer_refused_preflight))
        .wrap(from_fn(own_host::require_own_host))
        .wrap(headers)
        .configure(routes::configure)
}
