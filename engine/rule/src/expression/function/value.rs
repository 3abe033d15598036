//! The number of a quantity.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::term::operation::UNEXPECTED,
    value::{Cause, Value, types::Type},
};
use engine_fhir::quantity::Quantity;

pub(super) static FUNCTION: Function = Function {
    name: "value",
    signature: "value(quantity) -> number",
    documentation: "The quantity's number, in its own unit. Unknown of one with a comparator, as `>60`.",
    example: Example { expression: "value(weight)", result: "80" },
    parameters: &[Parameter::one(Accepts::Quantity)],
    attributes: Attributes::NONE,
    build: |call| {
        call.unary(Type::Number, |quantity, _| match quantity {
            Value::Quantity(Quantity { value, comparator: None, .. }) => Value::number(value),
            Value::Quantity(_) => Value::unknown(Cause::Interval),
            Value::Number(number) => Value::Number(number),
            _ => Value::Missing(UNEXPECTED),
        })
    },
};
