//! The square root.

use super::{Accepts, Example, Function, Parameter, measure};
use crate::value::{interval, power};

pub(super) static FUNCTION: Function = Function {
    name: "sqrt",
    signature: "sqrt(x) -> number",
    documentation: "The square root; unknown of a negative number.",
    example: Example { expression: "sqrt(2.25)", result: "1.5" },
    parameters: &[Parameter::one(Accepts::Number)],
    build: |call| Some(measure::unary(call, |number| interval::rising_from_zero(number, power::square_root))?.may_be_missing()),
};
