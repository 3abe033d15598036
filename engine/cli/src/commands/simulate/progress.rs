//! How far a simulation is: a bar on a terminal, and nothing elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;

/// A progress bar, and messages beside it.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// The progress of so many records, where it is known how many. `writes_lines`: the results go to standard output meanwhile, so that on the same
    /// terminal a bar would be in their way.
    pub(super) fn new(count: Option<u64>, writes_lines: bool) -> Progress {
        let is_shown = std::io::stderr().is_terminal() && !(writes_lines && std::io::stdout().is_terminal());
        let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let (bar, template) = match count {
            Some(count) => (ProgressBar::new(count), "{bar:40} {pos} of {len} records, {per_sec}, {eta} left"),
            None => (ProgressBar::no_length(), "{spinner} {pos} records, {per_sec}"),
        };
        bar.set_draw_target(target);
        Progress { bar: ProgressStyle::with_template(template).map_or(bar.clone(), |style| bar.with_style(style)) }
    }

    /// A record is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    /// Prints a message on standard error.
    pub(super) fn print(&self, message: &str) {
        self.bar.suspend(|| eprintln!("{message}"));
    }

    /// All records are done.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
