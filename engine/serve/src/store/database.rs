//! The database: a connection pool, and the migration of its tables to this version. One SQL serves SQLite and PostgreSQL.

use super::{address::Address, error::StoreError, migrations, statements};
use crate::audit::{AuditSettings, PatientIds, PatientKey};
use sqlx::{
    Any, AnyPool, ConnectOptions, Executor,
    any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers},
    pool::PoolConnection,
};
use std::{
    fs::OpenOptions,
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{sync::OnceCell, time::sleep};

/// How long to wait for a connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(2);

/// The size of the connection pool for PostgreSQL. SQLite has one connection, since it takes one writer at a time.
const CONNECTIONS: u32 = 8;

/// How often a migration is tried, and how long to wait between.
const TRIES: usize = 5;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// The database of a running engine. Whoever needs it first makes it ready, so an engine starts without it.
#[derive(Debug)]
pub(super) struct Database {
    pool: AnyPool,
    /// SQLite's file.
    file: Option<PathBuf>,
    given: Option<PatientIds>,
    /// How patients stand in records, once the tables are there.
    ready: OnceCell<PatientIds>,
}

impl Database {
    /// Opens no connection yet. It must be called within a runtime.
    pub(super) fn new(address: &Address, audit: &AuditSettings) -> Result<Database, StoreError> {
        let pool = match address {
            Address::Sqlite(_) => {
                let pragmas = pragmas(audit.is_required);
                AnyPoolOptions::new()
                    .max_connections(1)
                    .after_connect(move |connection, _| Box::pin(async move { connection.execute(pragmas).await.map(drop) }))
            }
            Address::Postgres(_) => AnyPoolOptions::new().max_connections(CONNECTIONS),
        };
        let pool = pool.acquire_timeout(CONNECT_PATIENCE).connect_lazy_with(options(address, "rwc")?);
        let file = match address {
            Address::Sqlite(file) => Some(file.clone()),
            Address::Postgres(_) => None,
        };
        Ok(Database { pool, file, given: audit.patients.clone(), ready: OnceCell::new() })
    }

    /// How patients stand in records, once that is known.
    pub(super) fn patients(&self) -> Option<&PatientIds> {
        self.given.as_ref().or_else(|| self.ready.get())
    }

    /// Connects and migrates the tables to this version, unless that was done before.
    pub(super) async fn make_ready(&self) -> Result<&PatientIds, StoreError> {
        self.ready.get_or_try_init(|| self.prepare()).await
    }

    /// A connection to a database that is ready.
    pub(super) async fn connection(&self) -> Result<PoolConnection<Any>, StoreError> {
        self.make_ready().await?;
        Ok(self.pool.acquire().await?)
    }

    /// Closes all connections.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }

    async fn prepare(&self) -> Result<PatientIds, StoreError> {
        self.file.as_deref().map_or(Ok(()), make_private)?;
        self.migrate().await?;
        match &self.given {
            Some(given) => Ok(given.clone()),
            None => self.own_key().await.map(PatientIds::Hashed),
        }
    }

    /// Migrates the tables to this version. Where several engines do so at once, on SQLite one succeeds and the others find it done when they try again;
    /// on PostgreSQL they wait for each other.
    async fn migrate(&self) -> Result<(), StoreError> {
        for _ in 1..TRIES {
            match migrations::run(&self.pool).await {
                Err(StoreError::Failed(_)) => sleep(BETWEEN_TRIES).await,
                result => return result,
            }
        }
        migrations::run(&self.pool).await
    }

    /// The key that the store keeps. The first engine makes it.
    async fn own_key(&self) -> Result<PatientKey, StoreError> {
        let new = PatientKey::generate().map_err(|_| StoreError::Failed("the system gives no randomness for a key".to_owned()))?;
        sqlx::query(statements::KEEP_KEY).bind(statements::PATIENTS_KEY).bind(new).execute(&self.pool).await?;
        let kept: String = sqlx::query_scalar(statements::FIND_KEY).bind(statements::PATIENTS_KEY).fetch_one(&self.pool).await?;
        Ok(PatientKey::new(kept.as_bytes()))
    }
}

/// Creates the file so that only its owner may read it, unless it exists. SQLite gives its other files beside it the same access.
fn make_private(file: &Path) -> Result<(), StoreError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(StoreError::Unreachable(error.to_string())),
        _ => Ok(()),
    }
}

/// How to connect; `access` is SQLite's `mode`.
pub(super) fn options(address: &Address, access: &str) -> Result<AnyConnectOptions, StoreError> {
    install_default_drivers();
    let url = address.url(access).ok_or_else(|| StoreError::Failed("its address is no URL".to_owned()))?;
    // Statements are never logged, as patients' data are bound to them.
    Ok(AnyConnectOptions::from_url(&url)?.disable_statement_logging())
}

/// With write-ahead logging, readers never wait for a writer. A required audit survives a power cut, any other a crash.
fn pragmas(is_required: bool) -> &'static str {
    match is_required {
        true => "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
        false => "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
    }
}
