//! The distance from zero.

use super::{Accepts, Example, Function, Parameter, measure};
use crate::value::interval;

pub(super) static FUNCTION: Function = Function {
    name: "abs",
    signature: "abs(x) -> number or quantity",
    documentation: "The distance from zero.",
    example: Example { expression: "abs(-7.5)", result: "7.5" },
    parameters: &[Parameter::one(Accepts::Measure)],
    build: |call| measure::unary(call, interval::absolute),
};
