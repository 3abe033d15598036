//! Choices made from a tape of numbers, so that proptest can shrink what was made of them: fewer numbers, plainer data.

use proptest::prelude::*;

/// The numbers of one case.
pub(crate) fn tape() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..1500)
}

/// Reads a tape; past its end every choice is the first.
pub(crate) struct Choices<'t> {
    tape: std::slice::Iter<'t, u32>,
}

impl<'t> Choices<'t> {
    pub(crate) fn new(tape: &'t [u32]) -> Choices<'t> {
        Choices { tape: tape.iter() }
    }
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.tape.next().map_or(0, |number| *number as usize % limit.max(1))
    }
    /// True once in about `times`; never past the tape's end.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }
    /// One of these, of which there is at least one.
    pub(crate) fn one<'c, T: ?Sized>(&mut self, candidates: &[&'c T]) -> &'c T {
        candidates[self.below(candidates.len())]
    }
}
