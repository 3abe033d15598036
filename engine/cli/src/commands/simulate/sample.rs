//! Draws a sample of the records: those whose place has the least hash, keyed by the seed. So the same records give the same sample, in whatever order
//! they come, and only those that may still belong to it are held.

use super::records::Input;
use siphasher::sip::SipHasher13;
use std::{
    collections::{BTreeMap, BinaryHeap},
    hash::Hasher,
};

/// So many of the records, or all if there are fewer, in their order.
pub(super) fn sample(records: impl Iterator<Item = Input>, size: usize, seed: u64) -> Vec<Input> {
    let mut drawn: BinaryHeap<(u64, usize)> = BinaryHeap::new();
    let mut inputs = BTreeMap::new();
    for (index, record) in records.enumerate() {
        drawn.push((hash(&record.key, seed), index));
        inputs.insert(index, record);
        if drawn.len() > size {
            drawn.pop().map(|(_, index)| inputs.remove(&index));
        }
    }
    inputs.into_values().collect()
}

/// SipHash, which is the same on every machine and in every version.
fn hash(key: &str, seed: u64) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(seed, 0);
    hasher.write(key.as_bytes());
    hasher.finish()
}
