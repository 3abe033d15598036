//! The server: checks that it may listen, loads the rules, binds, says so, answers, and ends by a graceful shutdown.

mod announcement;
mod error;

pub use error::StartError;

use crate::{
    backend::Backends,
    config::{Config, Options},
    http::{app::app, engine::Engine, overload::InFlight},
    metric,
    outbound::{self, Gates, Names, loopback},
    rules::{
        broken, reload,
        running::{Current, Running},
        source::RuleSource,
    },
    store::Store,
    tls,
    trust::Trust,
};
use actix_web::{HttpServer, web::Data};
use announcement::announcement;
use reqwest::Client;
use rustls::ServerConfig;
use std::{
    io::{self, Write},
    net::{SocketAddr, TcpListener},
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// How long a graceful shutdown waits for the calls in flight, in seconds.
const GRACE: u64 = 30;

/// Serves until a signal ends it.
pub fn serve(options: &Options) -> Result<(), StartError> {
    let config = Config::read(options).map_err(StartError::Config)?;
    check_exposure(&config, options)?;
    metric::start();
    let source = RuleSource { folder: config.rules.clone(), catalogue: config.catalogue.clone() };
    let loaded_at = source.fingerprint();
    let running = load(&source)?;
    let backends = Backends::of(&config.backends).map_err(StartError::Key)?;
    backends.warn_of_unused(&running.rules);
    let tls = config.tls.as_ref().map(tls::config).transpose().map_err(StartError::Tls)?;
    let listener = listen(config.listen)?;
    let address = listener.local_addr().map_err(StartError::System)?;
    // Where nobody reads standard output, the server serves all the same.
    let _ = writeln!(io::stdout(), "{}", announcement(address, &config, &running));
    let current = Arc::new(Current::new(running));
    reload::follow(source, &current, loaded_at).map_err(StartError::System)?;
    let (store, background) = Store::start(&config.store, &config.audit).map_err(StartError::System)?;
    let trust = Trust::of(config.clients.as_ref(), Arc::new(store.clone()));
    let gates = Gates::new(config.fetches_per_server);
    let engine = Data::new(Engine { config, current, trust, store, backends, gates });
    let ended = actix_web::rt::System::new().block_on(run(engine, listener, tls, workers(options)));
    background.finish();
    ended
}

/// Refuses to listen where others can reach the engine though no caller is authenticated.
fn check_exposure(config: &Config, options: &Options) -> Result<(), StartError> {
    if loopback::is_loopback(config.listen.ip()) {
        return Ok(());
    }
    if config.clients.is_some() {
        if config.tls.is_none() {
            tracing::warn!(
                "{} can be reached by other machines, and what they send is not encrypted; set `tls`, or let them reach a proxy that ends TLS, and that \
                 alone reach this",
                config.listen
            );
        }
        return Ok(());
    }
    if options.is_insecure { Ok(()) } else { Err(StartError::Exposed(config.listen)) }
}

fn load(source: &RuleSource) -> Result<Running, StartError> {
    let loaded = source.load().map_err(|broken| StartError::Rules(Box::new(broken)))?;
    for diagnostic in loaded.diagnostics.iter() {
        tracing::warn!("{}", broken::line(&loaded.sources, diagnostic));
    }
    metric::loaded(loaded.running.rules.len());
    Ok(loaded.running)
}

fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|error| StartError::Listen(address, error))
}

async fn run(engine: Data<Engine>, listener: TcpListener, tls: Option<ServerConfig>, workers: usize) -> Result<(), StartError> {
    // One client for each worker, whose connections belong to the worker's own event loop.
    let names = Names::new(&engine.config.internal_hosts);
    let clients: Vec<Client> =
        (0..workers).map(|_| outbound::client(&names)).collect::<Result<_, _>>().map_err(|error| StartError::Client(error.to_string()))?;
    if let Some(client) = clients.first().cloned() {
        let engine = engine.clone();
        actix_web::rt::spawn(async move { engine.trust.read_keys(&client).await });
    }
    let (clients, started) = (Arc::new(clients), Arc::new(AtomicUsize::new(0)));
    let next_client = move || clients[started.fetch_add(1, Ordering::Relaxed) % clients.len()].clone();
    let intake = engine.config.intake;
    let in_flight = Data::new(InFlight::new(intake.calls));
    let server = HttpServer::new(move || app(engine.clone(), in_flight.clone(), next_client()))
        .workers(workers)
        .shutdown_timeout(GRACE)
        .max_connections(intake.connections.div_ceil(workers))
        .client_request_timeout(intake.head_time)
        .tls_handshake_timeout(intake.head_time);
    let server = match tls {
        Some(tls) => server.listen_rustls_0_23(listener, tls),
        None => server.listen(listener),
    };
    server.map_err(StartError::System)?.run().await.map_err(StartError::System)
}

/// As many workers as the command line says, else one for each processor.
fn workers(options: &Options) -> usize {
    options.workers.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}
