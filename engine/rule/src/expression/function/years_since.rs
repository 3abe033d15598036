//! Whole years from a date to today.

use super::{Accepts, Attributes, Example, Function, Parameter, elapsed::Elapsed};
use crate::value::types::Type;
use engine_fhir::date::CalendarUnit;

pub(super) static FUNCTION: Function = Function {
    name: "years_since",
    signature: "years_since(date) -> number",
    documentation: "Whole years from a date to today, negative where it lies ahead. Where the date is partial, what its bounds decide is decided.",
    example: Example { expression: "years_since('1980-02-01')", result: "45" },
    parameters: &[Parameter::one(Accepts::Date)],
    attributes: Attributes::NONE,
    build: |call| call.with(Type::Number, Elapsed(CalendarUnit::Years)),
};
