//! Today's date.

use super::{Attributes, Example, Function};
use crate::value::{Value, types::Type};
use engine_fhir::date::DateTime;

pub(super) static FUNCTION: Function = Function {
    name: "today",
    signature: "today() -> date",
    documentation: "Today's date in the engine's time zone.",
    example: Example { expression: "today()", result: "2026-01-15" },
    parameters: &[],
    attributes: Attributes::NONE,
    build: |call| call.nullary(Type::Date, |frame| Value::Date(DateTime::from_date(frame.clock.today()))),
};
