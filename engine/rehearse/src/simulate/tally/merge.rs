//! Adds counts up: a commutative monoid, whose identity is the default. So the parts of a whole may be counted apart and merged in any order.

use std::collections::{BTreeMap, BTreeSet};

/// Adds up with others of its kind.
pub(super) trait Merge {
    /// Takes in another.
    fn merge(&mut self, other: Self);
}

/// Whole numbers, which stay at the greatest once they reach it.
impl Merge for u64 {
    fn merge(&mut self, other: u64) {
        *self = self.saturating_add(other);
    }
}

impl<T: Ord> Merge for BTreeSet<T> {
    fn merge(&mut self, other: BTreeSet<T>) {
        self.extend(other);
    }
}

impl<K: Ord, V: Merge + Default> Merge for BTreeMap<K, V> {
    fn merge(&mut self, other: BTreeMap<K, V>) {
        for (key, value) in other {
            self.entry(key).or_default().merge(value);
        }
    }
}

/// Adds up a struct field by field.
macro_rules! merge_fields {
    ($name:ident { $($field:ident),+ }) => {
        impl Merge for $name {
            fn merge(&mut self, other: $name) {
                let $name { $($field),+ } = other;
                $(Merge::merge(&mut self.$field, $field);)+
            }
        }
    };
}
pub(super) use merge_fields;
