//! Numbers that may be intervals: what they compare to and what arithmetic makes of them. Sound before sharp: a result holds for every number that
//! the operands may stand for, or there is none.

use crate::value::Number;
use engine_fhir::{Decimal, decimal, quantity::Comparator};
use std::cmp::Ordering;

/// How two values may lie to each other. Of exact numbers one holds, of intervals several may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Relation {
    /// The left may be less.
    pub(crate) less: bool,
    /// They may be equal.
    pub(crate) equal: bool,
    /// The left may be greater.
    pub(crate) greater: bool,
}

impl Relation {
    /// Of an ordering that is known.
    pub(crate) fn of(ordering: Ordering) -> Relation {
        Relation { less: ordering == Ordering::Less, equal: ordering == Ordering::Equal, greater: ordering == Ordering::Greater }
    }
    /// The ordering, where only one is possible.
    pub(crate) fn ordering(self) -> Option<Ordering> {
        match (self.less, self.equal, self.greater) {
            (true, false, false) => Some(Ordering::Less),
            (false, true, false) => Some(Ordering::Equal),
            (false, false, true) => Some(Ordering::Greater),
            _ => None,
        }
    }
}

/// One end of an interval: the number, and whether it belongs to the interval.
#[derive(Clone, Copy)]
struct End {
    value: Decimal,
    is_included: bool,
}

/// The numbers from one end to the other; an end that isn't there is infinite.
#[derive(Clone, Copy)]
pub(crate) struct Interval {
    low: Option<End>,
    high: Option<End>,
}

impl Interval {
    /// All numbers between both, both included.
    pub(crate) fn between(least: Decimal, most: Decimal) -> Interval {
        Interval { low: Some(End { value: least, is_included: true }), high: Some(End { value: most, is_included: true }) }
    }
    /// What a number with a comparator allows.
    pub(crate) fn of(number: Number) -> Interval {
        let end = |is_included| Some(End { value: number.value, is_included });
        match number.comparator {
            None => Interval { low: end(true), high: end(true) },
            Some(Comparator::Less) => Interval { low: None, high: end(false) },
            Some(Comparator::LessOrEqual) => Interval { low: None, high: end(true) },
            Some(Comparator::GreaterOrEqual) => Interval { low: end(true), high: None },
            Some(Comparator::Greater) => Interval { low: end(false), high: None },
        }
    }
    /// How a number of this one may lie to a number of the other.
    pub(crate) fn relate(self, other: Interval) -> Relation {
        Relation {
            less: reaches_beyond(self.low, other.high),
            equal: reaches(self.low, other.high) && reaches(other.low, self.high),
            greater: reaches_beyond(other.low, self.high),
        }
    }
}

/// Whether a number above `low` lies below another number below `high`.
fn reaches_beyond(low: Option<End>, high: Option<End>) -> bool {
    match (low, high) {
        (Some(low), Some(high)) => decimal::compare(low.value, high.value) == Ordering::Less,
        _ => true,
    }
}

/// Whether a number lies above `low` and below `high`.
fn reaches(low: Option<End>, high: Option<End>) -> bool {
    match (low, high) {
        (Some(low), Some(high)) => match decimal::compare(low.value, high.value) {
            Ordering::Less => true,
            Ordering::Equal => low.is_included && high.is_included,
            Ordering::Greater => false,
        },
        _ => true,
    }
}

/// How two numbers may lie to each other.
pub(crate) fn relate(left: Number, right: Number) -> Relation {
    match (left.comparator, right.comparator) {
        (None, None) => Relation::of(decimal::compare(left.value, right.value)),
        _ => Interval::of(left).relate(Interval::of(right)),
    }
}

/// The comparator of the negated number.
fn flipped(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Less => Comparator::Greater,
        Comparator::LessOrEqual => Comparator::GreaterOrEqual,
        Comparator::GreaterOrEqual => Comparator::LessOrEqual,
        Comparator::Greater => Comparator::Less,
    }
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// No number is the result.
    Arithmetic,
    /// The result depends on where in an interval the operand lies.
    Open,
}

type Result = std::result::Result<Number, Trouble>;

fn exact(value: Option<Decimal>) -> Result {
    value.map(|value| Number { value, comparator: None }).ok_or(Trouble::Arithmetic)
}

/// `-x`
pub(crate) fn negate(number: Number) -> Number {
    Number { value: -number.value, comparator: number.comparator.map(flipped) }
}

/// `x + y`
pub(crate) fn add(left: Number, right: Number) -> Result {
    let comparator = match (left.comparator, right.comparator) {
        (None, only) | (only, None) => only,
        (Some(left), Some(right)) => Some(both(left, right).ok_or(Trouble::Open)?),
    };
    Ok(Number { comparator, ..exact(left.value.checked_add(right.value))? })
}

/// The comparator of a sum of two intervals, where both are open to the same side.
fn both(left: Comparator, right: Comparator) -> Option<Comparator> {
    use Comparator::{Greater, GreaterOrEqual, Less, LessOrEqual};
    match (left, right) {
        (GreaterOrEqual, GreaterOrEqual) => Some(GreaterOrEqual),
        (LessOrEqual, LessOrEqual) => Some(LessOrEqual),
        (Greater | GreaterOrEqual, Greater | GreaterOrEqual) => Some(Greater),
        (Less | LessOrEqual, Less | LessOrEqual) => Some(Less),
        _ => None,
    }
}

/// `x - y`
pub(crate) fn subtract(left: Number, right: Number) -> Result {
    add(left, negate(right))
}

/// `x * y`
pub(crate) fn multiply(left: Number, right: Number) -> Result {
    let product = exact(left.value.checked_mul(right.value))?;
    match (left.comparator, right.comparator) {
        (None, None) => Ok(product),
        (Some(comparator), None) => Ok(scaled(product, comparator, right.value)),
        (None, Some(comparator)) => Ok(scaled(product, comparator, left.value)),
        (Some(_), Some(_)) => Err(Trouble::Open),
    }
}

/// An interval times `factor`, an exact number.
fn scaled(product: Number, comparator: Comparator, factor: Decimal) -> Number {
    let comparator = match factor.cmp(&Decimal::ZERO) {
        Ordering::Greater => Some(comparator),
        Ordering::Equal => None,
        Ordering::Less => Some(flipped(comparator)),
    };
    Number { comparator, ..product }
}

/// `x / y`
pub(crate) fn divide(left: Number, right: Number) -> Result {
    if right.comparator.is_some() {
        return Err(Trouble::Open);
    }
    let quotient = exact(left.value.checked_div(right.value))?;
    Ok(match left.comparator {
        Some(comparator) => scaled(quotient, comparator, right.value),
        None => quotient,
    })
}

/// `x % y`: what is left of a division of whole times, with the sign of `x`.
pub(crate) fn remainder(left: Number, right: Number) -> Result {
    match (left.comparator, right.comparator) {
        (None, None) => exact(left.value.checked_rem(right.value)),
        _ => Err(Trouble::Open),
    }
}

/// `x ^ y`
pub(crate) fn power(left: Number, right: Number) -> Result {
    match (left.comparator, right.comparator) {
        (None, None) => exact(super::power::power(left.value, right.value)),
        _ => Err(Trouble::Open),
    }
}

/// Of a function that never falls where its argument rises (`round`, `floor`): an interval's end stays an end, but may now belong to it.
pub(crate) fn rising(number: Number, function: impl Fn(Decimal) -> Option<Decimal>) -> Result {
    let comparator = number.comparator.map(|comparator| match comparator {
        Comparator::Less | Comparator::LessOrEqual => Comparator::LessOrEqual,
        Comparator::Greater | Comparator::GreaterOrEqual => Comparator::GreaterOrEqual,
    });
    Ok(Number { comparator, ..exact(function(number.value))? })
}

/// Of a function that rises, and has no result below zero: what lies below an end may have none.
pub(crate) fn rising_from_zero(number: Number, function: impl Fn(Decimal) -> Option<Decimal>) -> Result {
    match number.comparator {
        Some(Comparator::Less | Comparator::LessOrEqual) => Err(Trouble::Open),
        _ => rising(number, function),
    }
}

/// The distance from zero.
pub(crate) fn absolute(number: Number) -> Result {
    let interval = Interval::of(number);
    let zero = Interval::between(Decimal::ZERO, Decimal::ZERO);
    let relation = interval.relate(zero);
    match (relation.less, relation.greater) {
        (true, true) => Err(Trouble::Open),
        (true, false) => Ok(negate(number)),
        _ => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exactly(value: i64) -> Number {
        Number { value: value.into(), comparator: None }
    }
    fn number(comparator: Comparator, value: i64) -> Number {
        Number { value: value.into(), comparator: Some(comparator) }
    }

    #[test]
    fn what_an_interval_decides_is_decided() {
        let above = relate(number(Comparator::Greater, 60), exactly(60));
        assert_eq!(above.ordering(), Some(Ordering::Greater));
        let at_least = relate(number(Comparator::GreaterOrEqual, 60), exactly(60));
        assert_eq!(at_least, Relation { less: false, equal: true, greater: true });
        let open = relate(number(Comparator::Greater, 60), exactly(90));
        assert_eq!(open, Relation { less: true, equal: true, greater: true });
    }

    #[test]
    fn powers_without_a_result_have_none() {
        assert_eq!(power(exactly(0), exactly(-1)).unwrap_err(), Trouble::Arithmetic);
        let half = Number { value: Decimal::new(5, 1), comparator: None };
        assert_eq!(power(exactly(-4), half).unwrap_err(), Trouble::Arithmetic);
        assert_eq!(power(exactly(10), exactly(40)).unwrap_err(), Trouble::Arithmetic);
        assert_eq!(divide(exactly(1), exactly(0)).unwrap_err(), Trouble::Arithmetic);
    }

    fn comparator() -> impl Strategy<Value = Option<Comparator>> {
        use Comparator::*;
        prop_oneof![Just(None), Just(Some(Less)), Just(Some(LessOrEqual)), Just(Some(GreaterOrEqual)), Just(Some(Greater))]
    }
    /// A number with a comparator, and one that it may stand for.
    fn witness() -> impl Strategy<Value = (Number, Decimal)> {
        (comparator(), -20i64..20, 1i64..9).prop_map(|(comparator, value, distance)| {
            let shift = match comparator {
                None => 0,
                Some(Comparator::Less | Comparator::LessOrEqual) => -distance,
                Some(_) => distance,
            };
            (Number { value: value.into(), comparator }, Decimal::from(value + shift))
        })
    }
    fn allows(number: Number, value: Decimal) -> bool {
        Interval::of(number).relate(Interval::between(value, value)).equal
    }

    proptest! {
        #[test]
        fn a_result_holds_for_every_number_that_the_operands_may_stand_for((left, a) in witness(), (right, b) in witness()) {
            let cases = [(add(left, right), Some(a + b)), (subtract(left, right), Some(a - b)), (multiply(left, right), Some(a * b)), (divide(left, right), a.checked_div(b))];
            for (result, witness) in cases {
                if let (Ok(result), Some(witness)) = (result, witness) {
                    prop_assert!(allows(result, witness), "{result:?} rules out {witness}");
                }
            }
            if let Ok(result) = absolute(left) {
                prop_assert!(allows(result, a.abs()));
            }
        }
        #[test]
        fn a_relation_never_rules_out_what_may_be((left, a) in witness(), (right, b) in witness()) {
            let relation = relate(left, right);
            let is_possible = match a.cmp(&b) {
                Ordering::Less => relation.less,
                Ordering::Equal => relation.equal,
                Ordering::Greater => relation.greater,
            };
            prop_assert!(is_possible);
        }
    }
}
