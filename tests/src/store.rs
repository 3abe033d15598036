//! The stores that the same tests run on.

use crate::Postgres;
use std::sync::Arc;

/// A store that an engine is set to, empty.
#[derive(Debug)]
pub struct TestStore {
    /// `store` of engine.yaml.
    pub address: String,
    /// PostgreSQL's server, where it is one.
    pub postgres: Option<Arc<Postgres>>,
}

impl TestStore {
    /// SQLite; and PostgreSQL, where it is installed.
    pub fn each() -> Vec<TestStore> {
        let sqlite = TestStore { address: "sqlite:engine.db".to_owned(), postgres: None };
        let postgres = Postgres::shared().map(|postgres| TestStore { address: postgres.database(), postgres: Some(postgres) });
        [sqlite].into_iter().chain(postgres).collect()
    }

    /// The settings of an engine that uses it.
    pub fn settings(&self) -> String {
        format!("store: {}\n", self.address)
    }

    /// All that it holds; `folder` is the engine's.
    pub fn content(&self, folder: &crate::Folder) -> String {
        match &self.postgres {
            Some(postgres) => postgres.dump(&self.address),
            None => {
                let files = ["engine.db", "engine.db-wal"].map(|name| std::fs::read(folder.path().join(name)).unwrap_or_default());
                String::from_utf8_lossy(&files.concat()).into_owned()
            }
        }
    }
}
