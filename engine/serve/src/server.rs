//! The server: binds, answers, ends gracefully.

use crate::Options;
use actix_web::{App, HttpResponse, HttpServer, web};
use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
};

/// Why the server can't start.
#[derive(Debug)]
pub enum StartError {
    /// The address can't be had.
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system says.
        error: std::io::Error,
    },
    /// The server ended with an error of the system.
    System(std::io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::Listen { address, error } => write!(formatter, "can't listen on {address}: {error}"),
            StartError::System(error) => write!(formatter, "the server ended: {error}"),
        }
    }
}

/// Serves until it is told to end.
pub fn serve(options: &Options) -> Result<(), StartError> {
    actix_web::rt::System::new().block_on(run(options))
}

async fn run(options: &Options) -> Result<(), StartError> {
    let address = options.listen.unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)));
    let server = HttpServer::new(|| App::new().route("/health/live", web::get().to(HttpResponse::Ok)));
    let server = server.bind(address).map_err(|error| StartError::Listen { address, error })?;
    server.run().await.map_err(StartError::System)
}
