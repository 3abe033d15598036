//! Which tokens were used (replay protection). Each may be used once, in whichever process and over whichever connection.

use super::{Store, database::Database, error::StoreError, statements};
use crate::digest::sha256;
use engine_smart::client::{Recording, ReplayCheckError, Use, UsedTokens};
use jiff::Timestamp;

impl UsedTokens for Store {
    fn use_jti<'r>(&'r self, issuer: &'r str, jti: &'r str, until: Timestamp) -> Recording<'r> {
        Box::pin(async move { self.use_token(issuer, jti, until).await.map_err(|_| ReplayCheckError) })
    }
}

impl Database {
    /// Uses a token by its `jti`, which is remembered until `until`.
    pub(super) async fn use_token(&self, issuer: &str, jti: &str, until: Timestamp) -> Result<Use, StoreError> {
        let mut connection = self.connection().await?;
        let statement = sqlx::query(statements::USE_TOKEN)
            .bind(token(issuer, jti))
            .bind(until.as_microsecond())
            .bind(Timestamp::now().as_microsecond());
        let used = statement.execute(&mut *connection).await?;
        Ok(if used.rows_affected() == 0 { Use::Again } else { Use::First })
    }

    /// Forgets tokens that have expired. It succeeds only where the store can be written.
    pub(super) async fn forget_tokens(&self) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        sqlx::query(statements::USE_NO_TOKEN).execute(&mut *connection).await?;
        sqlx::query(statements::FORGET_TOKENS).bind(Timestamp::now().as_microsecond()).execute(&mut *connection).await?;
        Ok(())
    }
}

/// A digest of both, since a `jti` may be of any length. The issuer's length separates the two.
fn token(issuer: &str, jti: &str) -> String {
    sha256([&issuer.len().to_be_bytes(), issuer.as_bytes(), jti.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn issuers_have_their_own_tokens() {
        assert_eq!(token("a", "b"), token("a", "b"));
        assert_ne!(token("a", "bc"), token("ab", "c"));
        assert_eq!(token("a", &"x".repeat(100_000)).len(), 64);
    }
}
