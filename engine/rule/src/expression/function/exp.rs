//! A power of e.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::value::interval;
use engine_fhir::Decimal;
use rust_decimal::MathematicalOps;

pub(super) static FUNCTION: Function = Function {
    name: "exp",
    signature: "exp(x) -> number",
    documentation: "e to the power of `x`; unknown where that has more digits than are computed with.",
    example: Example { expression: "round(exp(1), 4)", result: "2.7183" },
    parameters: &[Parameter::one(Accepts::Number)],
    attributes: Attributes { least: Some(Decimal::ZERO), ..Attributes::NONE },
    build: |call| Some(measure::unary(call, |number| interval::rising(number, |value| value.checked_exp()))?.may_be_missing()),
};
