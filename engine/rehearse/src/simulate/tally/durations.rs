//! A histogram of durations, in buckets that never change, so that what is counted apart adds up. Each bucket is an eighth of a power of two wide, 12.5 %
//! at most.

use super::merge::{Merge, merge_fields};
use std::{collections::BTreeMap, time::Duration};

/// How many buckets there are between a power of two and the next, as a power of two.
const PRECISION: u32 = 3;

/// How many durations lie in each bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Durations {
    buckets: BTreeMap<u32, u64>,
}

merge_fields!(Durations { buckets });

impl Durations {
    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.buckets.values().sum()
    }

    /// The least duration that so many percent of all do not exceed, as the end of its bucket; `None` without any.
    pub(crate) fn percentile(&self, percent: u64) -> Option<Duration> {
        let rank = self.count().saturating_mul(percent).div_ceil(100).max(1);
        let mut seen = 0;
        let reached = self.buckets.iter().find(|(_, count)| {
            seen += **count;
            seen >= rank
        });
        reached.map(|(bucket, _)| Duration::from_nanos(last_of(*bucket)))
    }
}

/// Nanoseconds.
impl FromIterator<u64> for Durations {
    fn from_iter<T: IntoIterator<Item = u64>>(nanoseconds: T) -> Durations {
        let mut durations = Durations::default();
        for nanoseconds in nanoseconds {
            *durations.buckets.entry(bucket_of(nanoseconds)).or_default() += 1;
        }
        durations
    }
}

/// Below 2^PRECISION each number is its own bucket; above, the highest bit tells the power of two, and the bits after it the part of the way to the next.
fn bucket_of(nanoseconds: u64) -> u32 {
    match nanoseconds.checked_ilog2() {
        Some(power) if power >= PRECISION => {
            let part = (nanoseconds >> (power - PRECISION)) & ((1 << PRECISION) - 1);
            ((power - PRECISION + 1) << PRECISION) + u32::try_from(part).unwrap_or_default()
        }
        _ => u32::try_from(nanoseconds).unwrap_or_default(),
    }
}

/// The greatest number in a bucket.
fn last_of(bucket: u32) -> u64 {
    let (power, part) = (bucket >> PRECISION, u64::from(bucket & ((1 << PRECISION) - 1)));
    match power.checked_sub(1) {
        None => part,
        Some(shift) => (((1 << PRECISION) + part) << shift) | ((1 << shift) - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_percentile_is_the_end_of_the_bucket_in_which_it_lies() {
        let durations: Durations = (1..=100).map(|milliseconds| milliseconds * 1_000_000).collect();
        assert_eq!(durations.count(), 100);
        for (percent, exactly) in [(50, 50.0), (95, 95.0), (100, 100.0)] {
            let milliseconds = durations.percentile(percent).unwrap().as_secs_f64() * 1000.0;
            assert!((exactly..exactly * 1.126).contains(&milliseconds), "{percent} %: {milliseconds}");
        }
        assert_eq!(Durations::default().percentile(50), None);
    }

    proptest! {
        #[test]
        fn a_bucket_ends_at_most_an_eighth_above_what_it_holds(nanoseconds: u64) {
            let bucket = bucket_of(nanoseconds);
            let last = last_of(bucket);
            prop_assert!(last >= nanoseconds && last - nanoseconds <= nanoseconds / 8);
            prop_assert_eq!(bucket_of(last), bucket);
            prop_assert!(last == u64::MAX || bucket_of(last + 1) == bucket + 1);
        }
    }
}
