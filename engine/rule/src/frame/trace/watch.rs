//! What a watched frame notes.

use super::EvaluatedCondition;
use crate::frame::fuel::Fuel;
use std::cell::{Cell, RefCell};

/// The notes of one evaluation.
#[derive(Debug)]
pub(crate) struct Watch<'d> {
    /// The name of each slot.
    pub(crate) names: &'d [String],
    /// What noting may cost: conditions of loops multiply, and each note is kept.
    fuel: Fuel,
    /// Whether the frame runs on that now.
    looks_aside: Cell<bool>,
    conditions: RefCell<Vec<EvaluatedCondition>>,
    is_cut: Cell<bool>,
}

impl<'d> Watch<'d> {
    /// None yet.
    pub(crate) fn new(names: &'d [String]) -> Watch<'d> {
        Watch { names, fuel: Fuel::full(), looks_aside: Cell::new(false), conditions: RefCell::default(), is_cut: Cell::new(false) }
    }
    /// Whether there is room for another condition; from the first on for which there is none, the notes are cut.
    pub(crate) fn has_room(&self) -> bool {
        let has_room = self.fuel.check().is_ok();
        self.is_cut.set(self.is_cut.get() || !has_room);
        has_room
    }
    /// Runs `look` on fuel of its own instead of the frame's.
    pub(crate) fn look_aside<R>(&self, of_frame: &Fuel, look: impl FnOnce() -> R) -> R {
        if self.looks_aside.replace(true) {
            return look();
        }
        let seen = of_frame.on(&self.fuel, look);
        self.looks_aside.set(false);
        seen
    }
    /// Notes a condition.
    pub(crate) fn note(&self, condition: EvaluatedCondition) {
        self.conditions.borrow_mut().push(condition);
    }
    /// The conditions that were noted, and whether some were not.
    pub(crate) fn into_conditions(self) -> (Vec<EvaluatedCondition>, bool) {
        (self.conditions.into_inner(), self.is_cut.get())
    }
}
