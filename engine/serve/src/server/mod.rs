//! The server: checks that it may listen, loads the rules, binds, says so, answers, and ends gracefully.

use crate::{
    backend::{Backends, KeyError},
    config::{Config, ConfigError, Options},
    http::{app::app, engine::Engine, overload::InFlight},
    metric,
    outbound::{self, Gates, Names, loopback},
    rules::{
        broken::{self, Broken},
        reload,
        running::{Current, Running},
        source::RuleSource,
    },
    store::Store,
    tls::{self, TlsError},
    trust::Trust,
};
use actix_web::{HttpServer, web::Data};
use reqwest::Client;
use rustls::ServerConfig;
use std::{
    fmt,
    io::{self, Write},
    net::{SocketAddr, TcpListener},
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// How long calls in flight may take to end when the server is told to, in seconds.
const GRACE: u64 = 30;

/// Why the server can't start, or how it ended.
#[derive(Debug)]
pub enum StartError {
    /// The settings can't be used.
    Config(ConfigError),
    /// The rules can't be served.
    Rules(Box<Broken>),
    /// Others could reach it, and none of them would be asked who they are.
    Exposed(SocketAddr),
    /// A key of the engine's own can't be used.
    Key(KeyError),
    /// The certificates can't be used.
    Tls(TlsError),
    /// The address can't be had.
    Listen(SocketAddr, io::Error),
    /// The client that fetches can't be made.
    Client(String),
    /// The system failed it.
    System(io::Error),
}

/// Serves until it is told to end.
pub fn serve(options: &Options) -> Result<(), StartError> {
    let config = Arc::new(Config::read(options).map_err(StartError::Config)?);
    check_exposure(&config, options)?;
    metric::start();
    let source = RuleSource { folder: config.rules.clone(), catalogue: config.catalogue.clone() };
    let loaded_at = source.fingerprint();
    let running = load(&source)?;
    let backends = Backends::of(&config.backends).map_err(StartError::Key)?;
    backends.check(&running.rules);
    let tls = config.tls.as_ref().map(tls::config).transpose().map_err(StartError::Tls)?;
    let listener = listen(config.listen)?;
    let address = listener.local_addr().map_err(StartError::System)?;
    // Nobody may be reading; that is no reason not to serve.
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

/// Whether it may listen where the settings say.
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

/// As many as were asked for, else one for each processor.
fn workers(options: &Options) -> usize {
    options.workers.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}

/// Where it serves, and what.
fn announcement(address: SocketAddr, config: &Config, running: &Running) -> String {
    let rules = config.rules.display();
    let count = match running.rules.len() {
        0 => "no rules".to_owned(),
        1 => "1 rule".to_owned(),
        many => format!("{many} rules"),
    };
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let mut text = format!("Listening on {scheme}://{address}\nServing {count} of {rules}");
    for plan in running.rules.plans() {
        let hooks: Vec<&str> = plan.hooks.iter().map(|hook| hook.name.as_str()).collect();
        let mode = if plan.mode == engine_rule::model::Mode::Silent { " (silent)" } else { "" };
        text += &format!("\n  {}  {}{mode}", plan.id, hooks.join(", "));
    }
    for client in config.clients.iter().flat_map(|trust| &trust.clients) {
        text += &format!("\nAnswering {} ({})", client.name, client.issuer);
    }
    text
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::Config(error) => error.fmt(formatter),
            StartError::Rules(broken) => broken.fmt(formatter),
            StartError::Exposed(address) => write!(
                formatter,
                "will not listen on {address}, which other machines can reach: no `clients` are set up, so nobody who calls would be asked who they \
                 are. Listen on 127.0.0.1, or for a first try behind something that keeps others out add --insecure"
            ),
            StartError::Key(error) => error.fmt(formatter),
            StartError::Tls(error) => error.fmt(formatter),
            StartError::Listen(address, error) if error.kind() == io::ErrorKind::AddrInUse => {
                write!(
                    formatter,
                    "can't listen on {address}: another program does; choose another port with --listen {}:{}",
                    address.ip(),
                    next_port(*address)
                )
            }
            StartError::Listen(address, error) => write!(formatter, "can't listen on {address}: {error}"),
            StartError::Client(error) => write!(formatter, "can't make HTTP requests: {error}"),
            StartError::System(error) => write!(formatter, "the system failed the server: {error}"),
        }
    }
}

fn next_port(address: SocketAddr) -> u16 {
    address.port().checked_add(1).unwrap_or(8080)
}
