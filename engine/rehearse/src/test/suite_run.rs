//! What came of the cases of a suite: their counts, and what would let those that failed pass.

use super::{CaseRun, Verdict};
use engine_syntax::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The cases that were run, file by file in the order of the files.
#[derive(Debug, Default)]
pub struct SuiteRun {
    /// The cases.
    pub cases: Vec<CaseRun>,
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
