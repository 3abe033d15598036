//! Fuel: how much work a rule may make of one call, so that none runs for long whatever data come.
//!
//! Expressions and paths end by themselves, in time that grows with the data. Loops multiply: pairs of pairs over long lists never would. So turns,
//! resources looked at, list elements read and text written all take from one budget, the same on every machine; where it is used up, loops end, and
//! what was decided by then is not an answer. Must never measure time, which differs from machine to machine.

use std::{cell::Cell, error::Error, fmt};

/// What a call has: enough for half a million turns, or a find over 10,000 resources in each of 500.
const BUDGET: u32 = 5_000_000;
/// What a turn of a loop costs.
const TURN: usize = 10;
/// Elements of a list that are read for one unit.
const ELEMENTS: usize = 8;
/// Bytes of a document that a path searches for one unit.
const SEARCHED: usize = 256;
/// Bytes of an answer that are written for one unit.
const WRITTEN: usize = 4;
/// What each piece of a note costs: a budget has room for half a million, some tens of megabytes.
const NOTED: usize = 10;

/// What is left of a call's budget.
#[derive(Debug)]
pub(crate) struct Fuel(Cell<u32>);

/// A rule made more work of a call than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted;

impl Fuel {
    pub(crate) fn full() -> Fuel {
        Fuel(Cell::new(BUDGET))
    }

    /// Takes a turn; whether it may be taken.
    pub(crate) fn turn(&self) -> bool {
        self.spend(TURN);
        self.check().is_ok()
    }
    /// Looks at resources.
    pub(crate) fn look(&self, resources: usize) {
        self.spend(resources);
    }
    /// Reads a list.
    pub(crate) fn read(&self, elements: usize) {
        self.spend(elements / ELEMENTS);
    }
    /// Searches so many bytes.
    pub(crate) fn search(&self, bytes: usize) {
        self.spend(bytes / SEARCHED);
    }
    /// Writes so many bytes.
    pub(crate) fn write(&self, bytes: usize) {
        self.spend(bytes / WRITTEN);
    }

    /// Runs `look` on the fuel of `other`: what watches a call decides nothing, and so costs the call nothing.
    pub(crate) fn on<R>(&self, other: &Fuel, look: impl FnOnce() -> R) -> R {
        self.0.swap(&other.0);
        let seen = look();
        self.0.swap(&other.0);
        seen
    }
    /// Notes what a name held or how a condition turned out, in so many pieces.
    pub(crate) fn note(&self, pieces: usize) {
        self.spend(pieces.saturating_mul(NOTED));
    }

    /// How much has been spent.
    pub(crate) fn spent(&self) -> u32 {
        BUDGET - self.0.get()
    }

    /// Whether there is any left.
    pub(crate) fn check(&self) -> Result<(), Exhausted> {
        if self.0.get() == 0 { Err(Exhausted) } else { Ok(()) }
    }

    fn spend(&self, units: usize) {
        self.0.set(self.0.get().saturating_sub(u32::try_from(units).unwrap_or(u32::MAX)));
    }
}

impl fmt::Display for Exhausted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the rule's loops take more turns over these data than a call may")
    }
}

impl Error for Exhausted {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_used_up_and_stays_so() {
        let fuel = Fuel::full();
        assert!(fuel.turn());
        fuel.look(BUDGET as usize - TURN - 1);
        assert_eq!(fuel.check(), Ok(()));
        fuel.look(1);
        assert_eq!(fuel.check(), Err(Exhausted));
        fuel.look(usize::MAX);
        assert!(!fuel.turn());
    }

    #[test]
    fn what_runs_on_other_fuel_costs_nothing() {
        let (fuel, other) = (Fuel::full(), Fuel::full());
        fuel.look(3);
        assert!(fuel.on(&other, || fuel.turn()));
        fuel.on(&other, || fuel.look(usize::MAX));
        assert_eq!((fuel.spent(), other.check()), (3, Err(Exhausted)));
    }
}
