//! What a command exits with, besides success.

use std::process::ExitCode;

/// The command ran, and what it looked at is wrong.
pub(crate) const WRONG: u8 = 1;
/// The command could not run.
pub(crate) const COULD_NOT_RUN: u8 = 2;

/// Says on standard error why the command could not run; gives the exit code.
pub(crate) fn could_not_run(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(COULD_NOT_RUN)
}
