//! `*.test.yaml` run: each case is a call, run on its record, and its answer is compared with what is expected.
//!
//! Knows test files as the language has them. Must never judge a rule but by what it answers.

mod case;
mod compare;
pub mod coverage;
mod expect;
pub mod report;
mod run;

pub use case::{CaseError, Files};
pub use compare::Mismatch;
pub use run::{Ran, Suite};

use engine_rule::{
    source::{FileId, Span},
    trace::Trace,
};

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
    /// How it went.
    pub verdict: Verdict,
    /// The cards that were shown, by id.
    pub cards: Vec<String>,
    /// How the rule came to decide, where it did.
    pub trace: Option<Trace>,
}

/// How a case went.
#[derive(Debug)]
pub enum Verdict {
    /// As expected.
    Passed,
    /// Otherwise.
    Failed(Vec<Mismatch>),
    /// It could not be run.
    CouldNotRun(CaseError),
}
