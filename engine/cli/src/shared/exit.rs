//! What a command exits with, besides success.

/// The command ran, and what it looked at is wrong.
pub(crate) const WRONG: u8 = 1;
/// The command could not run.
pub(crate) const COULD_NOT_RUN: u8 = 2;
