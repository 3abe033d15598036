//! A report of tests that were run. Each format is a file.

mod json;
mod junit;
mod text;

use super::{SuiteRun, coverage::Coverage};
use engine_syntax::source::{FileId, Sources, Span};

/// A report of tests, ready to be written.
#[derive(Clone, Copy, Debug)]
pub struct TestReport<'r> {
    /// The tests that were run.
    pub run: &'r SuiteRun,
    /// The files.
    pub sources: &'r Sources,
    /// The rules folder, as paths are shown below it.
    pub root: &'r str,
    /// How far the tests reach, rule by rule; empty where that isn't reported.
    pub coverage: &'r [Coverage],
}

impl TestReport<'_> {
    /// For people; in colour for a terminal.
    pub fn text(&self, is_coloured: bool) -> String {
        text::render(self, is_coloured)
    }

    /// One object for programs.
    pub fn json(&self) -> String {
        json::render(self)
    }

    /// JUnit's XML, which build servers read.
    pub fn junit(&self) -> String {
        junit::render(self)
    }

    fn path(&self, file: FileId) -> String {
        let path = &self.sources.file(file).path;
        if self.root.is_empty() { path.clone() } else { format!("{}/{path}", self.root) }
    }

    /// The line that a place stands in, counted from 1.
    fn line(&self, span: Span) -> usize {
        self.sources.position(span).line
    }
}
