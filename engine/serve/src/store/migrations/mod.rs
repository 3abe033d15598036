//! Schema migrations: the tables of each version. A version that was released never changes; a change of the tables is a new version.

use super::error::StoreError;
use futures_util::future::{BoxFuture, FutureExt, ready};
use sqlx::{
    AnyPool,
    error::BoxDynError,
    migrate::{Migration, MigrationSource, MigrationType, Migrator},
};

/// All versions, oldest first: what each adds, and its SQL.
const VERSIONS: [(&str, &str); 1] = [("calls, feedback, tokens", include_str!("0001_calls_feedback_tokens.sql"))];

/// The version of this engine's tables.
pub(super) const NEWEST: i64 = VERSIONS.len() as i64;

/// Migrates the tables to this version. Several engines may do so at once.
pub(super) async fn run(pool: &AnyPool) -> Result<(), StoreError> {
    Ok(Migrator::new(Versions).await?.run(pool).await?)
}

#[derive(Debug)]
struct Versions;

impl MigrationSource<'static> for Versions {
    fn resolve(self) -> BoxFuture<'static, Result<Vec<Migration>, BoxDynError>> {
        let migration = |(version, (description, sql)): (i64, (&'static str, &'static str))| {
            Migration::new(version, description.into(), MigrationType::Simple, sql.into(), false)
        };
        ready(Ok((1..).zip(VERSIONS).map(migration).collect())).boxed()
    }
}
