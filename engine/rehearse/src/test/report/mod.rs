//! A report of tests that were run. Each format is a file.

mod json;
mod junit;
mod text;

use super::{SuiteRun, Verdict, coverage::Coverage};
use engine_rule::source::{FileId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

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

/// How many cases passed, failed and could not be run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They came out as expected.
    pub passed: usize,
    /// They came out otherwise.
    pub failed: usize,
    /// They could not be run.
    pub could_not_run: usize,
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
        let text = &self.sources.file(span.file).text;
        text.get(..span.start as usize).unwrap_or(text).matches('\n').count() + 1
    }
}

impl SuiteRun {
    /// How many cases passed, failed and could not be run.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for case in &self.cases {
            match case.verdict {
                Verdict::Passed => counts.passed += 1,
                Verdict::Failed(_) => counts.failed += 1,
                Verdict::CouldNotRun(_) => counts.could_not_run += 1,
            }
        }
        counts
    }

    /// The text that each expectation that was not met would need for its test to pass. An expectation that several tests share (by a YAML alias) is left
    /// out where each needs another text.
    pub fn updates(&self) -> Vec<(Span, String)> {
        let failed = self.cases.iter().filter_map(|case| match &case.verdict {
            Verdict::Failed(mismatches) => Some(mismatches),
            Verdict::Passed | Verdict::CouldNotRun(_) => None,
        });
        let mut updates: BTreeMap<Span, BTreeSet<String>> = BTreeMap::new();
        for (span, text) in failed.flatten().filter_map(|mismatch| mismatch.update.clone()) {
            updates.entry(span).or_default().insert(text);
        }
        updates
            .into_iter()
            .filter(|(_, texts)| texts.len() == 1)
            .flat_map(|(span, texts)| texts.into_iter().map(move |text| (span, text)))
            .collect()
    }
}
