//! The square root.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::value::{interval, power};
use engine_fhir::Decimal;

pub(super) static FUNCTION: Function = Function {
    name: "sqrt",
    signature: "sqrt(x) -> number",
    documentation: "The square root; unknown of a negative number.",
    example: Example { expression: "sqrt(2.25)", result: "1.5" },
    parameters: &[Parameter::one(Accepts::Number)],
    attributes: Attributes { least: Some(Decimal::ZERO), ..Attributes::NONE },
    build: |call| Some(measure::unary(call, |number| interval::rising_from_zero(number, power::square_root))?.may_be_missing()),
};
