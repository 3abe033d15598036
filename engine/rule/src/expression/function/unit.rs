//! The unit of a quantity.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::term::operation::UNEXPECTED,
    value::{Value, types::Type},
};

pub(super) static FUNCTION: Function = Function {
    name: "unit",
    signature: "unit(quantity) -> text",
    documentation: "The quantity's unit, as its UCUM code; absent of one without a unit.",
    example: Example { expression: "unit(weight)", result: "kg" },
    parameters: &[Parameter::one(Accepts::Quantity)],
    attributes: Attributes::NONE,
    build: |call| {
        let found = call.unary(Type::Text, |quantity, _| match quantity {
            Value::Quantity(quantity) if quantity.unit.is_empty() => Value::ABSENT,
            Value::Quantity(quantity) => Value::Text(quantity.unit),
            _ => Value::Missing(UNEXPECTED),
        })?;
        Some(found.may_be_missing())
    },
};
