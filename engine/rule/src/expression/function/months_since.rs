//! Whole months from a date to today.

use super::{Accepts, Attributes, Example, Function, Parameter, elapsed::Elapsed};
use crate::value::types::Type;
use engine_fhir::date::CalendarUnit;

pub(super) static FUNCTION: Function = Function {
    name: "months_since",
    signature: "months_since(date) -> number",
    documentation: "Whole months from a date to today, negative where it lies ahead. Where the date is partial, what its bounds decide is decided.",
    example: Example { expression: "months_since('2025-07-16')", result: "5" },
    parameters: &[Parameter::one(Accepts::Date)],
    attributes: Attributes::NONE,
    build: |call| call.with(Type::Number, Elapsed(CalendarUnit::Months)),
};
