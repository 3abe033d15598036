//! What a watched frame notes.

use super::EvaluatedCondition;
use std::cell::RefCell;

/// The notes of one evaluation.
#[derive(Debug)]
pub(crate) struct Watch<'d> {
    /// The name of each slot.
    pub(crate) names: &'d [String],
    pub(crate) conditions: RefCell<Vec<EvaluatedCondition>>,
}

impl<'d> Watch<'d> {
    /// None yet.
    pub(crate) fn new(names: &'d [String]) -> Watch<'d> {
        Watch { names, conditions: RefCell::default() }
    }
    /// The conditions that were asked.
    pub(crate) fn into_conditions(self) -> Vec<EvaluatedCondition> {
        self.conditions.into_inner()
    }
}
