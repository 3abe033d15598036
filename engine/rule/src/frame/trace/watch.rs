//! What a watched frame notes.

use super::Asked;
use std::cell::RefCell;

/// The notes of one evaluation.
#[derive(Debug)]
pub(crate) struct Watch<'d> {
    /// The name of each slot.
    pub(crate) names: &'d [String],
    pub(crate) asked: RefCell<Vec<Asked>>,
}

impl<'d> Watch<'d> {
    /// None yet.
    pub(crate) fn new(names: &'d [String]) -> Watch<'d> {
        Watch { names, asked: RefCell::default() }
    }
    /// The conditions that were asked.
    pub(crate) fn into_asked(self) -> Vec<Asked> {
        self.asked.into_inner()
    }
}
