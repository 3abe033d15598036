//! The store as the commands read it, beside a running engine or without one. It changes nothing.

use super::{address::Address, database::options, error::StoreError, migrations, statements};
use crate::audit::{AuditSettings, PatientIds, PatientKey, Record, Report};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use sqlx::{AnyConnection, Connection};
use std::{ops::ControlFlow, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    time::timeout,
};

mod report;

/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// A store that is read.
#[derive(Debug)]
pub struct Archive {
    runtime: Runtime,
    connection: AnyConnection,
}

/// Which calls are asked for. A member that is not set doesn't restrict them.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// From then on.
    pub since: Option<Timestamp>,
    /// Before then.
    pub until: Option<Timestamp>,
    /// Only entries of this service.
    pub service: Option<String>,
    /// Only entries of this client.
    pub client: Option<String>,
    /// With this outcome; `refused` stands for all but `answered`.
    pub outcome: Option<String>,
    /// Only entries of this patient, by id.
    pub patient: Option<String>,
    /// At most so many of them, the newest.
    pub limit: Option<u32>,
}

impl Archive {
    /// Opens a store that an engine made.
    pub fn open(address: &Address) -> Result<Archive, StoreError> {
        if let Address::Sqlite(file) = address
            && !file.exists()
        {
            return Err(StoreError::Missing);
        }
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| StoreError::Failed(error.to_string()))?;
        let connection = runtime.block_on(async {
            let options = options(address, "ro")?;
            let connected = timeout(PATIENCE, AnyConnection::connect_with(&options)).await;
            let mut connection = connected.map_err(|_| StoreError::TimedOut(PATIENCE))??;
            check_version(&mut connection).await?;
            Ok::<_, StoreError>(connection)
        })?;
        Ok(Archive { runtime, connection })
    }

    /// Hands the calls to `each`, oldest first, until `each` breaks.
    pub fn calls(
        &mut self,
        which: &Calls,
        audit: &AuditSettings,
        mut each: impl FnMut(Record) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let Archive { runtime, connection } = self;
        runtime.block_on(async {
            let mark = match &which.patient {
                Some(id) => patients(connection, audit).await?.mark(id).as_str().to_owned(),
                None => String::new(),
            };
            let text = |asked: &Option<String>| asked.clone().unwrap_or_default();
            let mut rows = sqlx::query_scalar::<_, String>(statements::LIST_CALLS)
                .bind(which.since.unwrap_or(Timestamp::MIN).as_microsecond())
                .bind(which.until.unwrap_or(Timestamp::MAX).as_microsecond())
                .bind(text(&which.service))
                .bind(text(&which.client))
                .bind(text(&which.outcome))
                .bind(mark)
                .bind(which.limit.map_or(i64::MAX, i64::from))
                .bind(text(&which.patient))
                .fetch(&mut *connection);
            while let Some(row) = rows.try_next().await? {
                let record =
                    serde_json::from_str(&row).map_err(|error| StoreError::Failed(format!("it holds what is no record: {error}")))?;
                if each(record).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// A report on calls and cards since then.
    pub fn report(&mut self, since: Option<Timestamp>) -> Result<Report, StoreError> {
        let Archive { runtime, connection } = self;
        runtime.block_on(report::of(connection, since))
    }
}

async fn check_version(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let version: Option<i64> = sqlx::query_scalar(statements::VERSION).fetch_one(connection).await?;
    match version {
        None => Err(StoreError::Missing),
        Some(migrations::NEWEST) => Ok(()),
        Some(older @ ..migrations::NEWEST) => {
            Err(StoreError::OtherVersion(format!("it is of version {older}; `engine serve` brings it up to {}", migrations::NEWEST)))
        }
        Some(newer) => Err(StoreError::OtherVersion(format!("it is of version {newer}, which a newer engine made; run that one"))),
    }
}

/// How patients stand in the records.
async fn patients(connection: &mut AnyConnection, audit: &AuditSettings) -> Result<PatientIds, StoreError> {
    if let Some(given) = &audit.patients {
        return Ok(given.clone());
    }
    let key: Option<String> = sqlx::query_scalar(statements::FIND_KEY).bind(statements::PATIENTS_KEY).fetch_optional(connection).await?;
    // Without a key nothing was hashed, so patients can only stand by their ids.
    Ok(key.map_or(PatientIds::Plain, |key| PatientIds::Hashed(PatientKey::new(key.as_bytes()))))
}
