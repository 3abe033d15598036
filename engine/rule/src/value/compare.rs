//! The order and the equality of values: the one meaning of 'equal' and 'less' for comparisons, `contains`, `distinct`, `min` and `max`.
//!
//! Knows values and units. Must never know which expression compares them.

use super::{Cause, Missing, Number, Value, interval};
use engine_fhir::{
    concept::{Coding, Concept},
    quantity::{Orders, Quantity},
    unit::Unit,
};
use jiff::tz::TimeZone;

/// What a comparison of values goes by.
#[derive(Clone, Copy)]
pub(crate) struct Context<'c> {
    /// The unit that a bare number beside a quantity is of.
    pub(crate) unit: Option<&'c Unit>,
    /// The time zone of times that name none.
    pub(crate) zone: &'c TimeZone,
}

/// Every way in which two values may lie to each other. For texts, truths and codes it is known only whether they are equal.
pub(crate) fn orders(left: &Value<'_>, right: &Value<'_>, context: Context<'_>) -> Result<Orders, Missing> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(interval::orders(*left, *right)),
        (Value::Missing(missing), _) | (_, Value::Missing(missing)) => Err(missing.as_operand()),
        (Value::Text(left), Value::Text(right)) => Ok(equality(left == right)),
        (Value::Boolean(left), Value::Boolean(right)) => Ok(equality(left == right)),
        (Value::Date(left), Value::Date(right)) => Ok(left.compare(*right, context.zone).map_or(UNDECIDED, Orders::from)),
        (Value::Quantity(left), Value::Quantity(right)) => left.orders(right).ok_or(Missing::unknown(Cause::Unit)),
        (Value::Quantity(left), Value::Number(right)) => Ok(interval::orders(in_unit(left, context)?, *right)),
        (Value::Number(left), Value::Quantity(right)) => Ok(interval::orders(*left, in_unit(right, context)?)),
        (Value::Code(left), Value::Code(right)) => Ok(concepts(*left, *right).map_or(UNDECIDED, equality)),
        _ => Err(Missing::unknown(Cause::Unreadable)),
    }
}

const UNDECIDED: Orders = Orders { less: true, equal: true, greater: true };

fn equality(is_equal: bool) -> Orders {
    Orders { less: !is_equal, equal: is_equal, greater: !is_equal }
}

/// The number of a quantity, with its comparator.
pub(crate) fn number(quantity: &Quantity<'_>) -> Number {
    Number { value: quantity.value, comparator: quantity.comparator }
}

fn in_unit(quantity: &Quantity<'_>, context: Context<'_>) -> Result<Number, Missing> {
    match context.unit {
        Some(unit) if quantity.unit != unit.code() => {
            quantity.convert(unit, None).map(|converted| number(&converted)).ok_or(Missing::unknown(Cause::Unit))
        }
        _ => Ok(number(quantity)),
    }
}

/// Whether two concepts are one: they share a coding. They differ where both have codes of one system and none in common; else it can't be told, since
/// different systems may name the same thing.
fn concepts(left: Concept<'_>, right: Concept<'_>) -> Option<bool> {
    let mut share_a_system = false;
    for one in left.codings() {
        for other in right.codings() {
            match same_coding(&one, &other) {
                Some(true) => return Some(true),
                Some(false) => share_a_system = true,
                None => {}
            }
        }
    }
    share_a_system.then_some(false)
}

fn same_coding(one: &Coding<'_>, other: &Coding<'_>) -> Option<bool> {
    match (&one.code, &other.code) {
        (Some(code), Some(other_code)) if one.system == other.system => Some(code == other_code),
        _ => None,
    }
}

/// What a comparison asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparator {
    /// As it is written.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Comparator::Equal => "==",
            Comparator::NotEqual => "!=",
            Comparator::Less => "<",
            Comparator::LessOrEqual => "<=",
            Comparator::Greater => ">",
            Comparator::GreaterOrEqual => ">=",
        }
    }
    /// Whether it holds; `None` where the operands may lie both ways.
    pub(crate) fn decide(self, orders: Orders) -> Option<bool> {
        match self {
            Comparator::Equal => orders.is_equal(),
            Comparator::NotEqual => orders.is_equal().map(|is_equal| !is_equal),
            Comparator::Less => orders.is_less(),
            Comparator::LessOrEqual => orders.is_less_or_equal(),
            Comparator::Greater => orders.is_greater(),
            Comparator::GreaterOrEqual => orders.is_greater_or_equal(),
        }
    }
}
