//! The present moment.

use super::{Attributes, Example, Function};
use crate::value::{Value, types::Type};
use engine_fhir::date::DateTime;

pub(super) static FUNCTION: Function = Function {
    name: "now",
    signature: "now() -> dateTime",
    documentation: "The present moment in the engine's time zone.",
    example: Example { expression: "days_since(now())", result: "0" },
    parameters: &[],
    attributes: Attributes::NONE,
    build: |call| call.nullary(Type::DateTime, |frame| Value::Date(DateTime::from_timestamp(frame.clock.now, &frame.clock.zone))),
};
