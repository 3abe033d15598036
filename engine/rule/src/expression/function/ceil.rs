//! The least whole number that is not below a number.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::value::interval;

pub(super) static FUNCTION: Function = Function {
    name: "ceil",
    signature: "ceil(x) -> number or quantity",
    documentation: "The least whole number that is not below `x`.",
    example: Example { expression: "ceil(-7.5)", result: "-7" },
    parameters: &[Parameter::one(Accepts::Measure)],
    attributes: Attributes::NONE,
    build: |call| measure::unary(call, |number| interval::rising(number, |value| Some(value.ceil()))),
};
