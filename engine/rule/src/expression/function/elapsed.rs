//! What `days_since`, `months_since`, `years_since` and `days_between` share: whole units from one date to another, or to today.

use crate::{
    expression::term::{
        Term,
        operation::{Operation, UNEXPECTED, argument},
    },
    frame::Frame,
    value::{Cause, Missing, Value, interval::Bounds},
};
use engine_fhir::date::{CalendarUnit, DateTime};

/// Whole units from the first argument to the second, or to today.
pub(super) struct Elapsed(pub(super) CalendarUnit);

impl Operation for Elapsed {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match self.range(arguments, frame) {
            Ok((least, most)) if least == most => Value::number(least),
            Ok(_) => Value::unknown(Cause::Precision),
            Err(missing) => Value::Missing(missing),
        }
    }
    fn bounds(&self, arguments: &[Term], frame: &Frame<'_>) -> Option<Bounds> {
        let (least, most) = self.range(arguments, frame).ok()?;
        Some(Bounds { least: least.into(), most: most.into() })
    }
}

impl Elapsed {
    fn range(&self, arguments: &[Term], frame: &Frame<'_>) -> Result<(i64, i64), Missing> {
        let from = date(argument(arguments, 0, frame))?;
        let to = match arguments.len() {
            1 => DateTime::from_date(frame.clock.today()),
            _ => date(argument(arguments, 1, frame))?,
        };
        Ok(from.until(to, self.0, &frame.clock.zone))
    }
}

fn date(value: Value<'_>) -> Result<DateTime, Missing> {
    match value {
        Value::Date(date) => Ok(date),
        Value::Missing(missing) => Err(missing.as_operand()),
        _ => Err(UNEXPECTED),
    }
}
