//! The natural logarithm.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::value::interval;
use rust_decimal::MathematicalOps;

pub(super) static FUNCTION: Function = Function {
    name: "ln",
    signature: "ln(x) -> number",
    documentation: "The natural logarithm; unknown of zero and of negative numbers.",
    example: Example { expression: "ln(1)", result: "0" },
    parameters: &[Parameter::one(Accepts::Number)],
    attributes: Attributes::NONE,
    build: |call| Some(measure::unary(call, |number| interval::rising_from_zero(number, |value| value.checked_ln()))?.may_be_missing()),
};
