//! Runs `*.test.yaml`: each case is a call, run on its record, and its answer is compared with what is expected.
//!
//! Knows test files as the language has them. Must never judge a rule by anything but its answers.

mod case;
mod compare;
pub mod coverage;
mod expect;
pub mod report;
mod suite;
mod suite_run;

pub use case::{CaseError, Files};
pub use compare::Mismatch;
pub use suite::Suite;
pub use suite_run::{Counts, SuiteRun};

use engine_rule::frame::trace::Trace;
use engine_syntax::source::{FileId, Span};

/// A case that was run.
#[derive(Debug)]
pub struct CaseRun {
    /// The test file.
    pub file: FileId,
    /// The id of the rule.
    pub rule: String,
    /// What it shows: the test's name, and the row's.
    pub name: String,
    /// Where the test's name stands.
    pub span: Span,
    /// Whether it passed.
    pub verdict: Verdict,
    /// The cards that were shown, by id.
    pub cards: Vec<String>,
    /// A trace of the rule's decision, where it decided.
    pub trace: Option<Trace>,
}

/// Whether a case passed.
#[derive(Debug)]
pub enum Verdict {
    /// The call came out as expected.
    Passed,
    /// The call came out otherwise.
    Failed(Vec<Mismatch>),
    /// It could not be run.
    CouldNotRun(CaseError),
}
