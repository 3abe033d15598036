//! How commands read files, write them and print, and how they say what is wrong with it.

use std::{
    fs,
    io::{ErrorKind, IsTerminal, Write},
    path::Path,
    process::ExitCode,
};

/// Reads the text of a file; else says why that can't be done.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {}", path.display(), unreadable(path, &error)))
}

/// Writes a file; else says why that can't be done.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: can't be written: {error}", path.display()))
}

/// Why a file can't be read.
pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::InvalidData => "isn't text in UTF-8; save it as UTF-8".to_owned(),
        _ if path.is_dir() => "is a folder; name a file in it".to_owned(),
        _ => format!("can't be read: {error}"),
    }
}

/// Prints to standard output. A reader that has stopped reading isn't a failure.
pub(crate) fn print(text: &str) -> ExitCode {
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// Whether to print in colour: on a terminal, unless `NO_COLOR` is set (https://no-color.org).
pub(crate) fn is_coloured() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
