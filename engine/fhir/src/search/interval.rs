//! The interval that a value stands for, and how the prefixes of ordered parameters compare two intervals (FHIR R4, 3.1.1.4.5).
//!
//! Knows order alone. Must never know whether an interval is one of dates or of numbers.

/// An end of an interval. An end may lie just below or just above a value, so that `[99.5, 100.5)` can be written as a closed interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End<T> {
    /// Before all values.
    Least,
    /// At a value.
    At(T, Side),
    /// After all values.
    Most,
}

/// Where at a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Just below it.
    Below,
    /// On it.
    On,
    /// Just above it.
    Above,
}

/// Everything from one end to another, both included; the first is never after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval<T> {
    pub(super) first: End<T>,
    pub(super) last: End<T>,
}

/// The prefix of a value in a query: how a value that is found must compare with it (FHIR R4, 3.1.1.4.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    StartsAfter,
    EndsBefore,
    Approximately,
}

impl<T> End<T> {
    pub(super) fn on(value: T) -> End<T> {
        End::At(value, Side::On)
    }
}

impl<T: Ord + Copy> Interval<T> {
    /// One value alone.
    pub(super) fn of(value: T) -> Interval<T> {
        Interval { first: End::on(value), last: End::on(value) }
    }
    pub(super) fn between(first: T, last: T) -> Interval<T> {
        Interval { first: End::on(first), last: End::on(last) }
    }
    fn contains(&self, other: &Interval<T>) -> bool {
        self.first <= other.first && other.last <= self.last
    }
    fn overlaps(&self, other: &Interval<T>) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl Prefix {
    /// Splits the prefix off a value. A value without a prefix means `eq`.
    pub(super) fn split(value: &str) -> (Prefix, &str) {
        let prefix = match value.get(..2) {
            Some("eq") => Prefix::Equal,
            Some("ne") => Prefix::NotEqual,
            Some("gt") => Prefix::Greater,
            Some("lt") => Prefix::Less,
            Some("ge") => Prefix::GreaterOrEqual,
            Some("le") => Prefix::LessOrEqual,
            Some("sa") => Prefix::StartsAfter,
            Some("eb") => Prefix::EndsBefore,
            Some("ap") => Prefix::Approximately,
            _ => return (Prefix::Equal, value),
        };
        (prefix, value.get(2..).unwrap_or_default())
    }

    /// Whether the interval that is found compares with the one that is searched for as the prefix asks. What is greater than a date begins where the
    /// date ends, so that a day isn't greater than itself.
    pub(super) fn holds<T: Ord + Copy>(self, searched: &Interval<T>, found: &Interval<T>) -> bool {
        let (is_above, is_below) = (found.last > searched.last, found.first < searched.first);
        match self {
            Prefix::Equal => searched.contains(found),
            Prefix::NotEqual => !searched.contains(found),
            Prefix::Greater => is_above,
            Prefix::Less => is_below,
            Prefix::GreaterOrEqual => is_above || searched.contains(found),
            Prefix::LessOrEqual => is_below || searched.contains(found),
            Prefix::StartsAfter => found.first > searched.last,
            Prefix::EndsBefore => found.last < searched.first,
            Prefix::Approximately => searched.overlaps(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn intervals() -> impl Strategy<Value = Interval<i32>> {
        let ends = prop_oneof![
            1 => Just(End::Least),
            1 => Just(End::Most),
            8 => (0..6, prop_oneof![Just(Side::Below), Just(Side::On), Just(Side::Above)]).prop_map(|(value, side)| End::At(value, side)),
        ];
        (ends.clone(), ends).prop_map(|(one, other)| Interval { first: one.min(other), last: one.max(other) })
    }

    proptest! {
        #[test]
        fn prefixes_agree_with_each_other(searched in intervals(), found in intervals()) {
            let holds = |prefix: Prefix| prefix.holds(&searched, &found);
            prop_assert_eq!(holds(Prefix::NotEqual), !holds(Prefix::Equal));
            prop_assert_eq!(holds(Prefix::GreaterOrEqual), holds(Prefix::Greater) || holds(Prefix::Equal));
            prop_assert_eq!(holds(Prefix::LessOrEqual), holds(Prefix::Less) || holds(Prefix::Equal));
            prop_assert!(!holds(Prefix::StartsAfter) || holds(Prefix::Greater));
            prop_assert!(!holds(Prefix::EndsBefore) || holds(Prefix::Less));
            prop_assert!(!(holds(Prefix::StartsAfter) && holds(Prefix::EndsBefore)));
            prop_assert_eq!(holds(Prefix::Approximately), !holds(Prefix::StartsAfter) && !holds(Prefix::EndsBefore));
            prop_assert!(holds(Prefix::Equal) || holds(Prefix::Greater) || holds(Prefix::Less));
        }
    }
}
