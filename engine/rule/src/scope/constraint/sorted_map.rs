//! A map of few keys, which is copied often: a sorted list of pairs, in one allocation.

/// Values by key.
#[derive(Clone, Debug)]
pub(super) struct SortedMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> SortedMap<K, V> {
        SortedMap(Vec::new())
    }
}

impl<K: Ord + Clone, V> SortedMap<K, V> {
    /// The value of a key.
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.0.binary_search_by(|(known, _)| known.cmp(key)).ok().map(|index| &self.0[index].1)
    }

    /// The value of a key, made if it has none.
    pub(super) fn get_or_insert_with(&mut self, key: &K, make: impl FnOnce() -> V) -> &mut V {
        let index = self.0.binary_search_by(|(known, _)| known.cmp(key)).unwrap_or_else(|index| {
            self.0.insert(index, (key.clone(), make()));
            index
        });
        &mut self.0[index].1
    }

    /// All, by key.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn the_first_value_of_a_key_stays(given in proptest::collection::vec((0u8..20, 0u8..200), 0..40)) {
            let (mut sorted, mut map) = (SortedMap::default(), BTreeMap::new());
            for (key, value) in given {
                prop_assert_eq!(sorted.get(&key), map.get(&key));
                prop_assert_eq!(sorted.get_or_insert_with(&key, || value), map.entry(key).or_insert(value));
            }
            prop_assert_eq!(sorted.iter().copied().collect::<Vec<_>>(), map.into_iter().collect::<Vec<_>>());
        }
    }
}
