//! Whole days from a date to today.

use super::{Accepts, Attributes, Example, Function, Parameter, elapsed::Elapsed};
use crate::value::types::Type;
use engine_fhir::date::CalendarUnit;

pub(super) static FUNCTION: Function = Function {
    name: "days_since",
    signature: "days_since(date) -> number",
    documentation: "Whole days from a date to today, negative where it lies ahead. Where the date is partial, what its bounds decide is decided.",
    example: Example { expression: "days_since('2026-01-01')", result: "14" },
    parameters: &[Parameter::one(Accepts::Date)],
    attributes: Attributes::NONE,
    build: |call| call.with(Type::Number, Elapsed(CalendarUnit::Days)),
};
