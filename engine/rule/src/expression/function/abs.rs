//! The distance from zero.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::value::interval;
use engine_fhir::Decimal;

pub(super) static FUNCTION: Function = Function {
    name: "abs",
    signature: "abs(x) -> number or quantity",
    documentation: "The distance from zero.",
    example: Example { expression: "abs(-7.5)", result: "7.5" },
    parameters: &[Parameter::one(Accepts::Measure)],
    attributes: Attributes { least: Some(Decimal::ZERO), ..Attributes::NONE },
    build: |call| measure::unary(call, interval::absolute),
};
