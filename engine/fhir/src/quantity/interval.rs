//! Interval arithmetic on numbers that are only partly known: `>60` stands for every number above 60.
//!
//! Quantities and plain numbers (a count of an open list is 'at least n') follow the same rules. A comparison is decided if every number in the interval would
//! give the same answer; otherwise it is unknown.

use crate::decimal;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// `Quantity.comparator`: how the value is to be understood (FHIR R4, 2.24.0.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}

/// A number, or with a comparator every number that it allows.
#[derive(Clone, Copy, Debug)]
pub struct Interval {
    /// The number or the interval's end.
    pub value: Decimal,
    /// On which side of the value the interval lies, and whether the value belongs to it.
    pub comparator: Option<Comparator>,
}

/// The orders that are possible between two intervals: each order in which some number of the one stands to some number of the other. At least one is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orders {
    /// It may be less.
    pub less: bool,
    /// It may be equal.
    pub equal: bool,
    /// It may be greater.
    pub greater: bool,
}

impl Interval {
    /// One number.
    pub fn exact(value: Decimal) -> Interval {
        Interval { value, comparator: None }
    }
    /// Every order in which it may stand to `other`.
    pub fn compare(self, other: Interval) -> Orders {
        let ends = decimal::compare(self.value, other.value);
        Orders {
            less: self.starts_open() || other.ends_open() || ends == Ordering::Less,
            equal: self.reaches(other, ends) && other.reaches(self, ends.reverse()),
            greater: self.ends_open() || other.starts_open() || ends == Ordering::Greater,
        }
    }
    /// Whether it has no least number.
    fn starts_open(self) -> bool {
        matches!(self.comparator, Some(Comparator::Less | Comparator::LessOrEqual))
    }
    /// Whether it has no greatest number.
    fn ends_open(self) -> bool {
        matches!(self.comparator, Some(Comparator::Greater | Comparator::GreaterOrEqual))
    }
    /// Whether a number of `other` can lie on this side of its own end. `ends` is the order of its own end and that of `other`.
    fn reaches(self, other: Interval, ends: Ordering) -> bool {
        match self.comparator {
            None => ends == Ordering::Equal || other.comparator.is_some(),
            Some(Comparator::GreaterOrEqual) => other.ends_open() || ends != Ordering::Greater,
            Some(Comparator::Greater) => other.ends_open() || ends == Ordering::Less,
            Some(Comparator::LessOrEqual) => other.starts_open() || ends != Ordering::Less,
            Some(Comparator::Less) => other.starts_open() || ends == Ordering::Greater,
        }
    }
}

impl Orders {
    /// The order, where only one is possible.
    pub fn only(self) -> Option<Ordering> {
        match (self.less, self.equal, self.greater) {
            (true, false, false) => Some(Ordering::Less),
            (false, true, false) => Some(Ordering::Equal),
            (false, false, true) => Some(Ordering::Greater),
            _ => None,
        }
    }
    /// `<`
    pub fn is_less(self) -> Option<bool> {
        decide(self.less, self.equal || self.greater)
    }
    /// `<=`
    pub fn is_less_or_equal(self) -> Option<bool> {
        decide(self.less || self.equal, self.greater)
    }
    /// `==`
    pub fn is_equal(self) -> Option<bool> {
        decide(self.equal, self.less || self.greater)
    }
    /// `>=`
    pub fn is_greater_or_equal(self) -> Option<bool> {
        decide(self.greater || self.equal, self.less)
    }
    /// `>`
    pub fn is_greater(self) -> Option<bool> {
        decide(self.greater, self.less || self.equal)
    }
    /// The same orders, seen from the other side.
    #[must_use]
    pub fn reverse(self) -> Orders {
        Orders { less: self.greater, equal: self.equal, greater: self.less }
    }
}

/// One certain order.
impl From<Ordering> for Orders {
    fn from(order: Ordering) -> Orders {
        Orders { less: order == Ordering::Less, equal: order == Ordering::Equal, greater: order == Ordering::Greater }
    }
}

fn decide(may_be_true: bool, may_be_false: bool) -> Option<bool> {
    if may_be_true && may_be_false { None } else { Some(may_be_true) }
}

impl Comparator {
    /// Reads a comparator as FHIR writes it.
    pub fn parse(text: &str) -> Option<Comparator> {
        match text {
            "<" => Some(Comparator::Less),
            "<=" => Some(Comparator::LessOrEqual),
            ">=" => Some(Comparator::GreaterOrEqual),
            ">" => Some(Comparator::Greater),
            _ => None,
        }
    }
    /// The comparator as FHIR writes it.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparator::Less => "<",
            Comparator::LessOrEqual => "<=",
            Comparator::GreaterOrEqual => ">=",
            Comparator::Greater => ">",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Comparator::{Greater, GreaterOrEqual, Less, LessOrEqual};
    use proptest::prelude::*;

    fn interval(comparator: impl Into<Option<Comparator>>, value: i64) -> Interval {
        Interval { value: value.into(), comparator: comparator.into() }
    }

    #[test]
    fn what_the_interval_decides_is_decided() {
        let above_60 = interval(Greater, 60);
        assert_eq!(above_60.compare(interval(None, 60)).only(), Some(Ordering::Greater));
        assert_eq!(above_60.compare(interval(None, 59)).is_greater_or_equal(), Some(true));
        assert_eq!(above_60.compare(interval(None, 60)).is_equal(), Some(false));
        assert_eq!(above_60.compare(interval(Less, 60)).is_greater(), Some(true));
        assert_eq!(interval(GreaterOrEqual, 2).compare(interval(None, 2)).is_greater_or_equal(), Some(true));
        assert_eq!(interval(GreaterOrEqual, 2).compare(interval(None, 1)).is_greater(), Some(true));
    }

    #[test]
    fn the_rest_is_unknown() {
        assert_eq!(interval(Greater, 60).compare(interval(None, 90)).is_greater(), None);
        assert_eq!(interval(Greater, 60).compare(interval(None, 61)).is_equal(), None);
        assert_eq!(interval(GreaterOrEqual, 2).compare(interval(None, 2)).is_greater(), None);
        assert_eq!(interval(Less, 5).compare(interval(Less, 5)).only(), None);
        assert_eq!(interval(LessOrEqual, 5).compare(interval(GreaterOrEqual, 5)).is_less_or_equal(), Some(true));
        assert_eq!(interval(LessOrEqual, 5).compare(interval(GreaterOrEqual, 5)).is_equal(), None);
    }

    fn intervals() -> impl Strategy<Value = Interval> {
        (prop::option::of(prop::sample::select(vec![Less, LessOrEqual, GreaterOrEqual, Greater])), -3_i64..=3)
            .prop_map(|(comparator, value)| interval(comparator, value))
    }

    fn holds(interval: Interval, number: Decimal) -> bool {
        match interval.comparator {
            None => number == interval.value,
            Some(Less) => number < interval.value,
            Some(LessOrEqual) => number <= interval.value,
            Some(GreaterOrEqual) => number >= interval.value,
            Some(Greater) => number > interval.value,
        }
    }

    proptest! {
        /// Numbers a quarter apart lie between any two whole ones, beyond them, and on them.
        #[test]
        fn every_possible_order_is_found_and_no_other(left in intervals(), right in intervals()) {
            let numbers = || (-20_i64..=20).map(|quarter| Decimal::new(quarter * 25, 2));
            let mut found = Orders { less: false, equal: false, greater: false };
            for one in numbers().filter(|number| holds(left, *number)) {
                for other in numbers().filter(|number| holds(right, *number)) {
                    found.less |= one < other;
                    found.equal |= one == other;
                    found.greater |= one > other;
                }
            }
            prop_assert_eq!(left.compare(right), found);
            prop_assert_eq!(right.compare(left), found.reverse());
        }
    }
}
