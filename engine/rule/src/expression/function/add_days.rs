//! A date some days later.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::term::operation::UNEXPECTED,
    value::{Cause, Number, Value},
};
use engine_fhir::{
    Decimal,
    date::{DateTime, Precision},
};
use rust_decimal::prelude::ToPrimitive;

pub(super) static FUNCTION: Function = Function {
    name: "add_days",
    signature: "add_days(date, n) -> date",
    documentation: "The date `n` days later, or earlier where `n` is negative. Unknown of a date without a day.",
    example: Example { expression: "add_days('2026-01-15', 30)", result: "2026-02-14" },
    parameters: &[Parameter::one(Accepts::Date), Parameter::one(Accepts::Number)],
    attributes: Attributes { other_names: &["dateadd"], ..Attributes::NONE },
    build: |call| {
        let kind = call.kind(0);
        call.binary(kind, |date, days, _| match (date, days) {
            (Value::Date(date), Value::Number(Number { value, comparator: None })) => later(date, value),
            (_, Value::Number(_)) => Value::unknown(Cause::Interval),
            _ => Value::Missing(UNEXPECTED),
        })
    },
};

fn later<'d>(date: DateTime, days: Decimal) -> Value<'d> {
    let whole = days.fract().is_zero().then(|| days.to_i64()).flatten();
    let Some(days) = whole else { return Value::unknown(Cause::Arithmetic) };
    match date.plus_days(days) {
        Some(later) => Value::Date(later),
        None if date.precision() < Precision::Day => Value::unknown(Cause::Precision),
        None => Value::unknown(Cause::Arithmetic),
    }
}
