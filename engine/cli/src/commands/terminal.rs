//! Standard output, as commands write to it.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
};

/// Prints to standard output; whoever reads it may have stopped reading, which is no failure.
pub(super) fn print(text: &str) -> ExitCode {
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// Whether somebody looks at it in colour (https://no-color.org).
pub(super) fn is_coloured() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
