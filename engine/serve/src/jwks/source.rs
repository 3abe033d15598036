//! Where a JWK set is, and how it is read: within a time, within a size, and from nowhere else.

use super::lifetime;
use crate::outbound;
use engine_smart::client::{KeySet, KeySetError};
use reqwest::{Client, Response, StatusCode, Url, header::ACCEPT};
use std::{
    error::Error,
    fmt,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    time::Duration,
};

/// How long a server may take, from the connection to the last byte.
const DEADLINE: Duration = Duration::from_secs(3);

/// Where a client's JWK set is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeySource {
    /// On a server.
    Url(Url),
    /// In a file.
    File(PathBuf),
}

/// A set that was fetched.
#[derive(Debug)]
pub(super) struct FetchedKeys {
    pub(super) keys: KeySet,
    pub(super) lifetime: Duration,
}

/// Why a set can't be read.
#[derive(Debug)]
pub(super) enum KeySourceError {
    TimedOut,
    NoAnswer,
    AddressRefused,
    Answered { status: StatusCode },
    Unreadable { reason: String },
    NotAKeySet(KeySetError),
}

impl KeySource {
    /// The least time between two readings, whatever came of the first.
    pub(super) fn rest(&self) -> Duration {
        match self {
            KeySource::Url(_) => Duration::from_secs(10),
            KeySource::File(_) => Duration::from_secs(1),
        }
    }

    pub(super) async fn get(&self, client: &Client) -> Result<FetchedKeys, KeySourceError> {
        match self {
            KeySource::Url(url) => {
                let getting = fetch(client.get(url.clone()));
                tokio::time::timeout(DEADLINE, getting).await.map_err(|_| KeySourceError::TimedOut)?
            }
            KeySource::File(path) => {
                let path = path.clone();
                let reading = tokio::task::spawn_blocking(move || read_file(&path)).await;
                let bytes = reading.map_err(|_| KeySourceError::NoAnswer)??;
                // A change of the file is seen as soon as it may be asked again.
                Ok(FetchedKeys { keys: parse(&bytes)?, lifetime: self.rest() })
            }
        }
    }
}

/// The HTTP client follows no redirect, so the keys come from the agreed address.
async fn fetch(request: reqwest::RequestBuilder) -> Result<FetchedKeys, KeySourceError> {
    let request = request.header(ACCEPT, "application/jwk-set+json, application/json");
    let response = request.send().await.map_err(|error| match outbound::is_refused(&error) {
        true => KeySourceError::AddressRefused,
        false => KeySourceError::NoAnswer,
    })?;
    if response.status() != StatusCode::OK {
        return Err(KeySourceError::Answered { status: response.status() });
    }
    let lifetime = lifetime::of(response.headers());
    Ok(FetchedKeys { keys: parse(&read(response).await?)?, lifetime })
}

/// Reads as much as a set may have, and one byte more, so that a larger set is noticed.
async fn read(mut response: Response) -> Result<Vec<u8>, KeySourceError> {
    let mut bytes = Vec::new();
    while bytes.len() <= KeySet::MAX_BYTES
        && let Some(chunk) = response.chunk().await.map_err(|_| KeySourceError::NoAnswer)?
    {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn read_file(path: &Path) -> Result<Vec<u8>, KeySourceError> {
    let mut bytes = Vec::new();
    let limit = KeySet::MAX_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| KeySourceError::Unreadable { reason: error.to_string() })
}

fn parse(bytes: &[u8]) -> Result<KeySet, KeySourceError> {
    KeySet::parse(bytes).map_err(KeySourceError::NotAKeySet)
}

impl fmt::Display for KeySource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeySource::Url(url) => url.fmt(formatter),
            KeySource::File(path) => path.display().fmt(formatter),
        }
    }
}

impl fmt::Display for KeySourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeySourceError::TimedOut => write!(formatter, "its server did not answer within {} seconds", DEADLINE.as_secs()),
            KeySourceError::NoAnswer => formatter.write_str("its server can't be reached, or broke off its answer"),
            KeySourceError::AddressRefused => formatter.write_str(
                "its server's name leads to no address that may be called; where it is meant to be in your own network, list it in `internalHosts`",
            ),
            KeySourceError::Answered { status } if status.is_redirection() => {
                write!(formatter, "its server answered {status}, which is not followed; set `jwks` to where the keys are")
            }
            KeySourceError::Answered { status } => write!(formatter, "its server answered {status}"),
            KeySourceError::Unreadable { reason } => formatter.write_str(reason),
            KeySourceError::NotAKeySet(error) => error.fmt(formatter),
        }
    }
}

impl Error for KeySourceError {}
