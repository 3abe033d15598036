//! A rule set that can't be served, and why.

use super::folder::FileError;
use engine_syntax::{
    check::Severity,
    diagnostic::{Diagnostic, Diagnostics},
    source::{Position, Sources},
};
use std::{error::Error, fmt, path::PathBuf};

/// A rule set that can't be served.
#[derive(Debug)]
pub struct Broken {
    /// The rules folder.
    pub folder: PathBuf,
    /// The files that could be read.
    pub sources: Sources,
    /// What is wrong with files.
    pub problems: Vec<FileError>,
    /// What is wrong with their content.
    pub diagnostics: Diagnostics,
}

impl Broken {
    /// Each error on a line: `file:line:column: message`.
    pub fn lines(&self) -> Vec<String> {
        let errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.check.severity == Severity::Error);
        self.problems.iter().map(ToString::to_string).chain(errors.map(|error| line(&self.sources, error))).collect()
    }
}

/// A diagnostic on a line, for logs.
pub(crate) fn line(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let file = sources.file(diagnostic.span.file);
    let Position { line, column } = sources.position(diagnostic.span);
    let help: String = diagnostic.help.iter().map(|help| format!("; {help}")).collect();
    format!("{}:{line}:{column}: {}{help} [{}]", file.path, diagnostic.message, diagnostic.check.name)
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines();
        write!(formatter, "the rules have {} {}:", lines.len(), if lines.len() == 1 { "error" } else { "errors" })?;
        lines.iter().try_for_each(|line| write!(formatter, "\n  {line}"))
    }
}

impl Error for Broken {}
