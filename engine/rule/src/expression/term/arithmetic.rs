//! Arithmetic on values, by interval where a number is only bounded (`> 60`). Which types it works on was checked when it was compiled.

use super::Term;
use crate::{
    frame::Frame,
    value::{
        Cause, Number, Value,
        compare::number,
        interval::{self, ArithmeticError},
    },
};
use engine_fhir::{Decimal, quantity::Quantity, unit::Unit};

/// `left + right` and the like.
#[derive(Debug)]
pub(crate) struct Arithmetic {
    /// What is done.
    pub(crate) operator: ArithmeticOperator,
    /// The left operand.
    pub(crate) left: Term,
    /// The right operand.
    pub(crate) right: Term,
}

/// What is done with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum ArithmeticOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
}

impl ArithmeticOperator {
    fn apply(self, left: Number, right: Number) -> Result<Number, ArithmeticError> {
        match self {
            ArithmeticOperator::Add => interval::add(left, right),
            ArithmeticOperator::Subtract => interval::subtract(left, right),
            ArithmeticOperator::Multiply => interval::multiply(left, right),
            ArithmeticOperator::Divide => interval::divide(left, right),
            ArithmeticOperator::Remainder => interval::remainder(left, right),
            ArithmeticOperator::Power => interval::power(left, right),
        }
    }
}

impl Arithmetic {
    /// Its value.
    pub(crate) fn evaluate<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        apply(self.operator, self.left.evaluate(frame), self.right.evaluate(frame))
    }

    /// Its number, where both operands are constants.
    pub(crate) fn constant(&self) -> Option<Decimal> {
        let (left, right) = (self.left.constant_number()?, self.right.constant_number()?);
        match apply(self.operator, Value::number(left), Value::number(right)) {
            Value::Number(Number { value, comparator: None }) => Some(value),
            _ => None,
        }
    }

    /// Both operands.
    pub(crate) fn operands(&self) -> [&Term; 2] {
        [&self.left, &self.right]
    }
}

/// What comes of two values.
pub(crate) fn apply<'d>(operator: ArithmeticOperator, left: Value<'d>, right: Value<'d>) -> Value<'d> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => number_value(operator.apply(left, right)),
        (Value::Missing(missing), _) | (_, Value::Missing(missing)) => Value::Missing(missing.as_operand()),
        (Value::Text(left), Value::Text(right)) => Value::text(left.into_owned() + &right),
        (Value::Quantity(left), Value::Quantity(right)) => of_quantities(operator, left, &right),
        (Value::Quantity(left), Value::Number(right)) => quantity_value(operator.apply(number(&left), right), left),
        (Value::Number(left), Value::Quantity(right)) => quantity_value(operator.apply(left, number(&right)), right),
        _ => Value::unknown(Cause::Unreadable),
    }
}

/// The sum or difference, in the left one's unit.
fn of_quantities<'d>(operator: ArithmeticOperator, left: Quantity<'d>, right: &Quantity<'d>) -> Value<'d> {
    if left.unit == right.unit {
        return quantity_value(operator.apply(number(&left), number(right)), left);
    }
    let converted = Unit::parse(&left.unit).ok().and_then(|unit| right.convert(&unit, None));
    match converted {
        Some(right) => quantity_value(operator.apply(number(&left), number(&right)), left),
        None => Value::unknown(Cause::Unit),
    }
}

/// `-x`
pub(crate) fn negate(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Number(value) => Value::Number(interval::negate(value)),
        Value::Quantity(quantity) => quantity_value(Ok(interval::negate(number(&quantity))), quantity),
        Value::Missing(missing) => Value::Missing(missing.as_operand()),
        _ => Value::unknown(Cause::Unreadable),
    }
}

/// A result as a value.
pub(crate) fn number_value<'d>(result: Result<Number, ArithmeticError>) -> Value<'d> {
    match result {
        Ok(number) => Value::Number(number),
        Err(error) => Value::unknown(error.cause()),
    }
}

/// A result as a quantity like `like`.
pub(crate) fn quantity_value<'d>(result: Result<Number, ArithmeticError>, like: Quantity<'d>) -> Value<'d> {
    match result {
        Ok(Number { value, comparator }) => Value::Quantity(Quantity { value, comparator, ..like }),
        Err(error) => Value::unknown(error.cause()),
    }
}

impl ArithmeticError {
    fn cause(self) -> Cause {
        match self {
            ArithmeticError::NoResult => Cause::Arithmetic,
            ArithmeticError::Open => Cause::Interval,
        }
    }
}
