//! Why the settings can't be used, for whoever wrote them.

use engine_spelling::closest;
use serde_yaml::Error;
use std::{
    error, fmt,
    path::{Path, PathBuf},
};

/// How large a settings' file may be.
const MAX_BYTES: u64 = 1_000_000;

/// Why the settings can't be used.
#[derive(Debug)]
pub enum ConfigError {
    /// The file can't be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Its settings can't be used.
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line from 1, where it is known.
        line: Option<u64>,
        /// Column from 1.
        column: u64,
        /// What is wrong, and how to fix it.
        message: String,
    },
}

impl ConfigError {
    pub(super) fn invalid(path: &Path, error: &Error) -> ConfigError {
        let location = error.location();
        ConfigError::Invalid {
            path: path.to_owned(),
            line: location.map(|location| location.line()),
            column: location.map_or(1, |location| location.column()),
            message: message(error.without_snippet()),
        }
    }
}

fn message(error: &Error) -> String {
    match error {
        Error::SerdeUnknownField { field, expected, .. } => unknown_setting(field, expected),
        Error::SerdeUnknownVariant { variant, expected, .. } => format!("`{variant}` is not one of: {}", expected.join(", ")),
        Error::Message { msg, .. } => msg.clone(),
        other => plain(&other.to_string()),
    }
}

fn unknown_setting(name: &str, known: &[&str]) -> String {
    match closest(name, known.iter().copied()) {
        Some(meant) => format!("there is no setting `{name}`; did you mean `{meant}`?"),
        None => format!("there is no setting `{name}`; there are: {}", known.join(", ")),
    }
}

/// Without the place, which stands before it.
fn plain(text: &str) -> String {
    let first = text.lines().next().unwrap_or(text).trim_start_matches("error: ");
    match first.split_once(": ") {
        Some((place, message)) if place.starts_with("line ") => message.to_owned(),
        _ => first.to_owned(),
    }
}

pub(super) fn read_text(path: &Path) -> Result<String, ConfigError> {
    let unreadable = |reason: String| ConfigError::Unreadable { path: path.to_owned(), reason };
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > MAX_BYTES {
        return Err(unreadable(format!("it has {size} bytes; settings have at most {MAX_BYTES}")));
    }
    std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConfigError::Unreadable { path, reason } => write!(formatter, "can't read the settings {}: {reason}", path.display()),
            ConfigError::Invalid { path, line: Some(line), column, message } => {
                write!(formatter, "{}:{line}:{column}: {message}", path.display())
            }
            ConfigError::Invalid { path, line: None, message, .. } => write!(formatter, "{}: {message}", path.display()),
        }
    }
}

impl error::Error for ConfigError {}
