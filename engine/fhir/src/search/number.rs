//! Number parameters (FHIR R4, 3.1.1.4.6): over integer, decimal and Range.
//!
//! `eq`, `ne` and `ap` look at what the written digits imply: `100` is everything that rounds to 100, `1.0e2` everything from 95 to below 105. The other
//! prefixes take the number as it is. (The table's `1e2` as [95, 105) contradicts the rule below it, that a number is as precise as its digits; here the rule holds,
//! and it is [50, 150).) What is found is a number as it stands, however many digits it has.

use super::{
    error::SearchErrorReason,
    interval::{End, Interval, Prefix, Side},
    walk::Value,
};
use crate::{decimal, document::Node};
use rust_decimal::Decimal;

/// A number that is searched for.
pub(super) struct Number {
    pub(super) prefix: Prefix,
    pub(super) searched: Interval<Decimal>,
}

const EXPECTED: &str = "a number, with at most a prefix: `100`, `gt0.8`, `5.40e-3`";

impl Number {
    pub(super) fn parse(value: &str) -> Result<Number, SearchErrorReason> {
        Number::read(value).ok_or(SearchErrorReason::bad(EXPECTED))
    }

    pub(super) fn read(value: &str) -> Option<Number> {
        let (prefix, written) = Prefix::split(value);
        let number = decimal::parse(written)?;
        let searched = match prefix {
            Prefix::Equal | Prefix::NotEqual => implied(number, half_of_last_digit(written)?)?,
            // A tenth of the number, and never less than its own precision.
            Prefix::Approximately => implied(number, half_of_last_digit(written)?.max(number.abs() / Decimal::TEN))?,
            _ => Interval::of(number),
        };
        Some(Number { prefix, searched })
    }

    pub(super) fn accepts(&self, value: Value<'_>) -> bool {
        let Value::Element(node, path) = value else { return false };
        let found = if path.element_type == "Range" { range(node, |end| exact(end.get("value")?)) } else { exact_interval(node) };
        found.is_some_and(|found| self.prefix.holds(&self.searched, &found))
    }
}

/// A number as it stands.
pub(super) fn exact(node: Node<'_>) -> Option<Decimal> {
    node.as_number().and_then(decimal::parse)
}

fn exact_interval(node: Node<'_>) -> Option<Interval<Decimal>> {
    exact(node).map(Interval::of)
}

/// What a value is sorted by: of a Range its lower end.
pub(super) fn sort_key(value: Value<'_>) -> Option<Decimal> {
    let Value::Element(node, path) = value else { return None };
    if path.element_type == "Range" { exact(node.get("low")?.get("value")?) } else { exact(node) }
}

/// What a Range stands for, open where an end isn't given; `None` where neither is, or one can't be read by `value`.
pub(super) fn range(node: Node<'_>, read: impl Fn(Node<'_>) -> Option<Decimal>) -> Option<Interval<Decimal>> {
    let [low, high] = node.get_each(["low", "high"]).map(|end| end.filter(|end| !end.is_null()));
    if low.is_none() && high.is_none() {
        return None;
    }
    let end = |end: Option<Node<'_>>, open| end.map_or(Some(open), |end| read(end).map(End::on));
    let (first, last) = (end(low, End::Least)?, end(high, End::Most)?);
    (first <= last).then_some(Interval { first, last })
}

/// From so much below a number up to, but without, so much above it.
fn implied(number: Decimal, half: Decimal) -> Option<Interval<Decimal>> {
    let (first, last) = (number.checked_sub(half)?, number.checked_add(half)?);
    Some(Interval { first: End::on(first), last: End::At(last, Side::Below) })
}

/// Half of what the last written digit counts.
fn half_of_last_digit(written: &str) -> Option<Decimal> {
    let (digits, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
    let fraction = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let exponent = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction).ok()?)?;
    decimal::assemble(5, exponent.checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(value: &str) -> String {
        let Interval { first, last } = Number::parse(value).unwrap().searched;
        let print = |end| match end {
            End::At(value, side) => format!("{} {side:?}", decimal::print(value)),
            End::Least | End::Most => "open".to_owned(),
        };
        format!("{}, {}", print(first), print(last))
    }

    #[test]
    fn digits_imply_what_a_number_stands_for() {
        assert_eq!(ends("100"), "99.5 On, 100.5 Below");
        assert_eq!(ends("100.00"), "99.995 On, 100.005 Below");
        assert_eq!(ends("1.00e2"), "99.5 On, 100.5 Below");
        assert_eq!(ends("5.40e-3"), "0.005395 On, 0.005405 Below");
        assert_eq!(ends("-2.0"), "-2.05 On, -1.95 Below");
    }

    #[test]
    fn order_takes_a_number_as_it_is() {
        assert_eq!(ends("lt100"), "100 On, 100 On");
        assert_eq!(ends("ap100"), "90 On, 110 Below");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for value in ["", "gt", "x5", "gtx", "5,4", "1e99", "1e99999999999999999999", "0.00000000000000000000000000001"] {
            assert!(Number::parse(value).is_err(), "{value}");
        }
    }
}
