//! Why the server can't start, for whoever starts it.

use crate::{backend::KeyError, config::ConfigError, rules::broken::Broken, tls::TlsError};
use std::{error::Error, fmt, io, net::SocketAddr};

/// Why the server can't start, or how it ended.
#[derive(Debug)]
pub enum StartError {
    /// The settings can't be used.
    Config(ConfigError),
    /// The rules can't be served.
    Rules(Box<Broken>),
    /// Others could reach it, and no caller would be authenticated.
    Exposed(SocketAddr),
    /// A key of the engine's own can't be used.
    Key(KeyError),
    /// The certificates can't be used.
    Tls(TlsError),
    /// The address can't be listened on.
    Listen(SocketAddr, io::Error),
    /// The HTTP client can't be built.
    Client(String),
    /// The operating system failed the server.
    System(io::Error),
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

impl Error for StartError {}

fn next_port(address: SocketAddr) -> u16 {
    address.port().checked_add(1).unwrap_or(8080)
}
