//! Numbers and quantities alike: what functions of either share.

use crate::{
    expression::{
        term::{
            arithmetic::{self, ArithmeticOperator, number_value, quantity_value},
            operation,
        },
        typing::{call_site::CallSite, typed_term::TypedTerm},
    },
    value::{List, Missing, Number, Value, compare::number, interval::ArithmeticError, reading::Reading, types::Type},
};
use engine_fhir::{Decimal, quantity::Quantity};

/// A function of a number, or of a quantity's number with the unit kept.
pub(super) fn unary(
    call: &mut CallSite<'_>,
    function: impl Fn(Number) -> Result<Number, ArithmeticError> + Send + Sync + 'static,
) -> Option<TypedTerm> {
    let kind = call.kind(0);
    call.unary(kind, move |value, _| apply(Reading::Plain.read(value), &function))
}

/// The function's result, of a number or a quantity.
pub(super) fn apply<'d>(value: Value<'d>, function: impl Fn(Number) -> Result<Number, ArithmeticError>) -> Value<'d> {
    match value {
        Value::Number(number) => number_value(function(number)),
        Value::Quantity(quantity) => quantity_value(function(number(&quantity)), quantity),
        Value::Missing(missing) => Value::Missing(missing.as_operand()),
        _ => Value::Missing(operation::UNEXPECTED),
    }
}

/// The sum of nothing: of quantities, in the unit declared.
pub(super) enum Zero {
    Number,
    Quantity(String),
}

/// The sum of no elements of this type.
pub(super) fn zero(kind: &Type) -> Zero {
    match kind {
        Type::Quantity(Some(unit)) => Zero::Quantity(unit.code().to_owned()),
        _ => Zero::Number,
    }
}

impl Zero {
    pub(super) fn value<'d>(&self) -> Value<'d> {
        match self {
            Zero::Number => Value::number(Decimal::ZERO),
            Zero::Quantity(unit) => Value::Quantity(Quantity { value: Decimal::ZERO, comparator: None, unit: unit.clone().into() }),
        }
    }
}

/// The sum of the elements; `None` where there are none, unknown where one is missing or may be lacking.
pub(super) fn sum<'d>(list: &List<'d>) -> Option<Value<'d>> {
    let unknown = |missing: Missing| Some(Value::Missing(missing.as_operand()));
    if let Some(open) = list.open {
        return unknown(open);
    }
    let mut items = list.items.iter().map(|item| Reading::Plain.read(item.clone()));
    let first = items.next()?;
    match first {
        Value::Missing(missing) => unknown(missing),
        first => Some(items.fold(first, |total, item| arithmetic::apply(ArithmeticOperator::Add, total, item))),
    }
}
