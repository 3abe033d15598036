//! The greatest whole number that is not above a number.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::value::interval;

pub(super) static FUNCTION: Function = Function {
    name: "floor",
    signature: "floor(x) -> number or quantity",
    documentation: "The greatest whole number that is not above `x`.",
    example: Example { expression: "floor(-7.5)", result: "-8" },
    parameters: &[Parameter::one(Accepts::Measure)],
    attributes: Attributes::NONE,
    build: |call| measure::unary(call, |number| interval::rising(number, |value| Some(value.floor()))),
};
