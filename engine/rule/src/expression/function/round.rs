//! A number rounded.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::value::{Cause, Number, Value, interval, reading::Reading};
use engine_fhir::Decimal;
use rust_decimal::{RoundingStrategy, prelude::ToPrimitive};

pub(super) static FUNCTION: Function = Function {
    name: "round",
    signature: "round(x, digits) -> number or quantity",
    documentation: "`x` rounded to so many digits behind the point, to whole numbers where `digits` is left out. Halves go away from zero: 2.5 to 3, -2.5 to -3.",
    example: Example { expression: "round(7.25, 1)", result: "7.3" },
    parameters: &[Parameter::one(Accepts::Measure), Parameter::one(Accepts::Number).optional()],
    attributes: Attributes::NONE,
    build: |call| {
        let kind = call.kind(0);
        match call.arguments.len() {
            1 => measure::unary(call, |number| interval::rising(number, |value| Some(rounded(value, 0)))),
            _ => call.binary(kind, |x, digits, _| match digits_of(&digits) {
                Some(digits) => {
                    measure::apply(Reading::Plain.read(x), |number| interval::rising(number, |value| Some(rounded(value, digits))))
                }
                None => Value::unknown(Cause::Arithmetic),
            }),
        }
    },
};

fn rounded(value: Decimal, digits: u32) -> Decimal {
    value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// A whole number from 0 to 28.
fn digits_of(value: &Value<'_>) -> Option<u32> {
    match value {
        Value::Number(Number { value, comparator: None }) if value.fract().is_zero() => value.to_u32().filter(|digits| *digits <= 28),
        _ => None,
    }
}
