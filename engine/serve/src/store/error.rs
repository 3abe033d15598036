//! Why the store can't do what it was asked.

use sqlx::{Error, migrate::MigrateError};
use std::{fmt, io, time::Duration};

/// Why the store can't do what it was asked. It holds neither a password nor what was to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// It has no file, or no tables.
    Missing,
    /// It can't be reached, or the connection broke off.
    Unreachable(String),
    /// It did not answer in time.
    TimedOut(Duration),
    /// It was made by another version of the engine.
    OtherVersion(String),
    /// The database refused.
    Failed(String),
    /// The queue is full.
    Overloaded,
    /// It has been closed.
    Closed,
}

impl From<Error> for StoreError {
    fn from(error: Error) -> StoreError {
        match &error {
            Error::Io(reason) => unreachable(reason),
            Error::Tls(reason) => StoreError::Unreachable(reason.to_string()),
            Error::PoolTimedOut => StoreError::Unreachable("no connection could be had in time".to_owned()),
            Error::PoolClosed | Error::WorkerCrashed => StoreError::Closed,
            Error::Database(reason) if is_missing(reason.code().as_deref(), reason.message()) => StoreError::Missing,
            Error::Database(reason) => StoreError::Failed(reason.message().to_owned()),
            other => StoreError::Failed(other.to_string()),
        }
    }
}

fn unreachable(reason: &io::Error) -> StoreError {
    StoreError::Unreachable(reason.to_string())
}

/// SQLite can't open a file that doesn't exist (14). A table that doesn't exist is PostgreSQL's 42P01; SQLite has no code of its own for it.
fn is_missing(code: Option<&str>, message: &str) -> bool {
    matches!(code, Some("14" | "42P01")) || message.starts_with("no such table")
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> StoreError {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMissing(version) => {
                StoreError::OtherVersion(format!("it is of version {version}, which a newer engine made; run that one"))
            }
            other => StoreError::OtherVersion(other.to_string()),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Missing => formatter.write_str("it is not there, or can't be opened"),
            StoreError::Unreachable(reason) => write!(formatter, "it can't be reached: {reason}"),
            StoreError::TimedOut(limit) => write!(formatter, "it did not answer within {} s", limit.as_secs_f32()),
            StoreError::OtherVersion(reason) | StoreError::Failed(reason) => formatter.write_str(reason),
            StoreError::Overloaded => formatter.write_str("more waits to be written than it takes"),
            StoreError::Closed => formatter.write_str("it is closed"),
        }
    }
}

impl std::error::Error for StoreError {}
