//! Slots, and sets of them as data-flow analysis needs: the slots of most rules are few, and sets of them are made and joined all the time, so that most
//! sets are one bit set.

use std::{collections::BTreeSet, iter};

/// The place of a name in a [`Frame`](crate::frame::Frame), fixed when the rule is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// A set of slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    /// A bit for each of the first slots.
    first: u64,
    further: BTreeSet<Slot>,
}

impl Slots {
    /// Adds a slot.
    pub(crate) fn insert(&mut self, slot: Slot) {
        match bit(slot) {
            Some(bit) => self.first |= bit,
            None => drop(self.further.insert(slot)),
        }
    }

    /// Whether a slot is in it.
    pub(crate) fn contains(&self, slot: Slot) -> bool {
        bit(slot).map_or_else(|| self.further.contains(&slot), |bit| self.first & bit != 0)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.first == 0 && self.further.is_empty()
    }

    /// Whether no slot is in both.
    pub(crate) fn is_disjoint(&self, other: &Slots) -> bool {
        self.first & other.first == 0 && self.further.is_disjoint(&other.further)
    }

    /// The slots that are in the other set too.
    #[must_use]
    pub(crate) fn intersection(mut self, other: &Slots) -> Slots {
        self.first &= other.first;
        self.further.retain(|slot| other.further.contains(slot));
        self
    }

    /// Adds the slots of another set.
    pub(crate) fn extend(&mut self, other: &Slots) {
        self.first |= other.first;
        self.further.extend(&other.further);
    }

    /// The slots that are in one of the two.
    #[must_use]
    pub(crate) fn union(mut self, other: &Slots) -> Slots {
        self.extend(other);
        self
    }

    /// All slots, from the lowest.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Slot> {
        let mut rest = self.first;
        let next = move || {
            let index = (rest != 0).then(|| rest.trailing_zeros())?;
            rest &= rest - 1;
            Some(Slot(index))
        };
        iter::from_fn(next).chain(self.further.iter().copied())
    }
}

/// The bit of one of the first slots.
fn bit(slot: Slot) -> Option<u64> {
    1u64.checked_shl(slot.0)
}

impl From<Slot> for Slots {
    fn from(slot: Slot) -> Slots {
        Slots::from_iter([slot])
    }
}

impl FromIterator<Slot> for Slots {
    fn from_iter<I: IntoIterator<Item = Slot>>(slots: I) -> Slots {
        let mut all = Slots::default();
        slots.into_iter().for_each(|slot| all.insert(slot));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slots() -> impl Strategy<Value = BTreeSet<Slot>> {
        proptest::collection::btree_set((0u32..130).prop_map(Slot), 0..20)
    }

    proptest! {
        #[test]
        fn they_are_sets(one in slots(), other in slots(), slot in (0u32..130).prop_map(Slot)) {
            let of = |slots: &BTreeSet<Slot>| slots.iter().copied().collect::<Slots>();
            let listed = |slots: Slots| slots.iter().collect::<BTreeSet<Slot>>();
            prop_assert_eq!(of(&one).iter().collect::<Vec<_>>(), one.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(of(&one).contains(slot), one.contains(&slot));
            prop_assert_eq!(of(&one).is_empty(), one.is_empty());
            prop_assert_eq!(of(&one).is_disjoint(&of(&other)), one.is_disjoint(&other));
            prop_assert_eq!(listed(of(&one).intersection(&of(&other))), &one & &other);
            prop_assert_eq!(listed(of(&one).union(&of(&other))), &one | &other);
        }
    }
}
