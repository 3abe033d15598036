//! What was run, for people and machines to read. A format is one file.

mod json;
mod junit;
mod text;

use super::{Ran, Verdict, coverage::Coverage};
use engine_rule::source::{FileId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What was run, ready to be written.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    /// What was run.
    pub ran: &'r Ran,
    /// The files.
    pub sources: &'r Sources,
    /// The rules folder, as paths are shown below it.
    pub root: &'r str,
    /// How far the tests reach, rule by rule; empty where nobody asked.
    pub coverage: &'r [Coverage],
}

/// How many cases went how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// As expected.
    pub passed: usize,
    /// Otherwise.
    pub failed: usize,
    /// They could not be run.
    pub could_not_run: usize,
}

impl Report<'_> {
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

impl Ran {
    /// How many cases went how.
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

    /// What would have to stand in place of each expectation that was not met, for its test to pass. Where several tests share an expectation (by a
    /// YAML alias) and it came out otherwise in each, nothing would do.
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
