//! Where the store is: `store` of engine.yaml.

use reqwest::Url;
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Where the store is. Shown without a password.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// SQLite's file. It is created where it doesn't exist.
    Sqlite(PathBuf),
    /// PostgreSQL's database.
    Postgres(Url),
}

impl Address {
    /// Reads `sqlite:FILE` or `postgres://…`.
    pub fn read(text: &str) -> Option<Address> {
        if let Some(file) = text.strip_prefix("sqlite:") {
            let file = file.strip_prefix("//").unwrap_or(file);
            let is_file = !file.is_empty() && !file.ends_with('/') && !file.contains(['?', '#', '\0']) && file != ":memory:";
            return is_file.then(|| Address::Sqlite(file.into()));
        }
        let url = Url::parse(text).ok()?;
        let is_postgres = matches!(url.scheme(), "postgres" | "postgresql") && url.path().len() > 1;
        is_postgres.then_some(Address::Postgres(url))
    }

    /// A relative path of SQLite's file becomes one from `folder`.
    pub(crate) fn within(self, folder: &Path) -> Address {
        match self {
            Address::Sqlite(file) => Address::Sqlite(folder.join(file)),
            postgres @ Address::Postgres(_) => postgres,
        }
    }

    /// The URL by which the driver knows it; `access` is SQLite's `mode`.
    pub(super) fn url(&self, access: &str) -> Option<Url> {
        match self {
            Address::Sqlite(file) => {
                let file = Url::from_file_path(std::path::absolute(file).ok()?).ok()?;
                Url::parse(&format!("sqlite://{}?mode={access}", file.path())).ok()
            }
            Address::Postgres(url) => Some(url.clone()),
        }
    }
}

impl Default for Address {
    fn default() -> Address {
        Address::Sqlite("engine.db".into())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Sqlite(file) => write!(formatter, "sqlite:{}", file.display()),
            Address::Postgres(url) => {
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                write!(formatter, "postgres://{}{port}{}", url.host_str().unwrap_or_default(), url.path())
            }
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_databases_are_read() {
        for (text, shown) in [
            ("sqlite:engine.db", "sqlite:engine.db"),
            ("sqlite://engine.db", "sqlite:engine.db"),
            ("sqlite:///var/lib/engine.db", "sqlite:/var/lib/engine.db"),
            ("postgres://engine:secret@db.example.org:5433/cds?sslmode=require", "postgres://db.example.org:5433/cds"),
            ("postgresql:///cds?host=/run/postgresql", "postgres:///cds"),
        ] {
            let address = Address::read(text).map(|address| format!("{address:?}"));
            assert_eq!(address.as_deref(), Some(shown));
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["", "engine.db", "sqlite:", "sqlite::memory:", "sqlite:a.db?mode=ro", "mysql://localhost/x", "postgres://localhost"] {
            assert_eq!(Address::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_file_lies_beside_the_settings() {
        let address = Address::read("sqlite:engine.db").map(|address| address.within(Path::new("/etc/engine")));
        assert_eq!(address, Some(Address::Sqlite("/etc/engine/engine.db".into())));
        let odd = Address::Sqlite("/tmp/a b?%.db".into());
        assert_eq!(odd.url("rwc").map(String::from).as_deref(), Some("sqlite:///tmp/a%20b%3F%25.db?mode=rwc"));
    }
}
