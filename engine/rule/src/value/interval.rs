//! Interval arithmetic. It is sound before it is sharp: a result holds for every number that the operands may stand for, or there is none.
//!
//! Knows numbers with their comparators. Must never know units.

use super::Number;
use engine_fhir::{
    Decimal,
    quantity::{Comparator, Interval, Orders},
};
use std::{cmp::Ordering, error::Error, fmt};

/// A number as what it compares by.
pub(crate) fn interval(number: Number) -> Interval {
    Interval { value: number.value, comparator: number.comparator }
}

/// Every way in which one number may lie to another.
pub(crate) fn orders(left: Number, right: Number) -> Orders {
    interval(left).compare(interval(right))
}

/// The numbers from the least to the most, both included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The least.
    pub(crate) least: Decimal,
    /// The most.
    pub(crate) most: Decimal,
}

impl Bounds {
    /// Every way in which a number within them may lie to another number.
    pub(crate) fn orders(self, other: Number) -> Orders {
        let (least, most) = (Interval::exact(self.least).compare(interval(other)), Interval::exact(self.most).compare(interval(other)));
        let encloses = least.only() == Some(Ordering::Less) && most.only() == Some(Ordering::Greater);
        Orders { less: least.less, equal: least.equal || most.equal || encloses, greater: most.greater }
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

/// Why a calculation gives no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArithmeticError {
    /// No number is the result.
    NoResult,
    /// The result depends on where in an interval the operand lies.
    Open,
}

impl fmt::Display for ArithmeticError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            ArithmeticError::NoResult => "no number is the result",
            ArithmeticError::Open => "the result depends on where in an interval the operand lies",
        })
    }
}

impl Error for ArithmeticError {}

type Result = std::result::Result<Number, ArithmeticError>;

fn exact(value: Option<Decimal>) -> Result {
    value.map(|value| Number { value, comparator: None }).ok_or(ArithmeticError::NoResult)
}

/// `-x`
pub(crate) fn negate(number: Number) -> Number {
    Number { value: -number.value, comparator: number.comparator.map(flipped) }
}

/// `x + y`
pub(crate) fn add(left: Number, right: Number) -> Result {
    let comparator = match (left.comparator, right.comparator) {
        (None, only) | (only, None) => only,
        (Some(left), Some(right)) => Some(both(left, right).ok_or(ArithmeticError::Open)?),
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
        (Some(_), Some(_)) => Err(ArithmeticError::Open),
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
        return Err(ArithmeticError::Open);
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
        _ => Err(ArithmeticError::Open),
    }
}

/// `x ^ y`
pub(crate) fn power(left: Number, right: Number) -> Result {
    match (left.comparator, right.comparator) {
        (None, None) => exact(super::power::power(left.value, right.value)),
        _ => Err(ArithmeticError::Open),
    }
}

/// The result of a function that never falls where its argument rises (`round`, `floor`): an interval's end stays an end, but may now belong to it.
pub(crate) fn rising(number: Number, function: impl Fn(Decimal) -> Option<Decimal>) -> Result {
    let comparator = number.comparator.map(|comparator| match comparator {
        Comparator::Less | Comparator::LessOrEqual => Comparator::LessOrEqual,
        Comparator::Greater | Comparator::GreaterOrEqual => Comparator::GreaterOrEqual,
    });
    Ok(Number { comparator, ..exact(function(number.value))? })
}

/// The result of a function that rises and has none below zero: what lies below an end may have no result.
pub(crate) fn rising_from_zero(number: Number, function: impl Fn(Decimal) -> Option<Decimal>) -> Result {
    match number.comparator {
        Some(Comparator::Less | Comparator::LessOrEqual) => Err(ArithmeticError::Open),
        _ => rising(number, function),
    }
}

/// The distance from zero.
pub(crate) fn absolute(number: Number) -> Result {
    let to_zero = interval(number).compare(Interval::exact(Decimal::ZERO));
    match (to_zero.less, to_zero.greater) {
        (true, true) => Err(ArithmeticError::Open),
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

    #[test]
    fn powers_without_a_result_have_none() {
        assert_eq!(power(exactly(0), exactly(-1)).unwrap_err(), ArithmeticError::NoResult);
        let half = Number { value: Decimal::new(5, 1), comparator: None };
        assert_eq!(power(exactly(-4), half).unwrap_err(), ArithmeticError::NoResult);
        assert_eq!(power(exactly(10), exactly(40)).unwrap_err(), ArithmeticError::NoResult);
        assert_eq!(divide(exactly(1), exactly(0)).unwrap_err(), ArithmeticError::NoResult);
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
        interval(number).compare(Interval::exact(value)).equal
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
        fn bounds_rule_out_no_number_within_them(least in -20i64..20, span in 0i64..9, step in 0i64..9, (other, b) in witness()) {
            let bounds = Bounds { least: least.into(), most: (least + span).into() };
            let a = Decimal::from(least + step.min(span));
            let orders = bounds.orders(other);
            let is_possible = match a.cmp(&b) {
                Ordering::Less => orders.less,
                Ordering::Equal => orders.equal,
                Ordering::Greater => orders.greater,
            };
            prop_assert!(is_possible);
        }
    }
}
