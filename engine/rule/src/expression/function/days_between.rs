//! Whole days between two dates.

use super::{Accepts, Attributes, Example, Function, Parameter, elapsed::Elapsed};
use crate::value::types::Type;
use engine_fhir::date::CalendarUnit;

pub(super) static FUNCTION: Function = Function {
    name: "days_between",
    signature: "days_between(date, date) -> number",
    documentation: "Whole days from the first date to the second, negative where the second is the earlier.",
    example: Example { expression: "days_between('2026-01-01', '2026-03-01')", result: "59" },
    parameters: &[Parameter::one(Accepts::Date), Parameter::one(Accepts::Date)],
    attributes: Attributes { other_names: &["datediff"], ..Attributes::NONE },
    build: |call| call.with(Type::Number, Elapsed(CalendarUnit::Days)),
};
