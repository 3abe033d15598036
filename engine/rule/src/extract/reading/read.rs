//! How an element is read during a call. What is there but can't be read so is unknown, and says why.
//!
//! Knows FHIR's datatypes. Must never know which rule asks, or what becomes of the value.

use super::{DatePrecision, ElementReader, ReadAs};
use crate::{
    extract::main_elements::read_date,
    frame::{Frame, bundle::plain_value},
    value::{Cause, Missing, Value, reading::Reading},
};
use engine_fhir::{
    Decimal, Kind, Node,
    concept::Concept,
    date::{CalendarUnit, DateTime, Precision},
    quantity::Quantity,
    unit::Unit,
};
use jiff::tz::TimeZone;
use std::borrow::Cow;

const UNREADABLE: Missing = Missing::unknown(Cause::Unreadable);

impl ElementReader {
    /// Reads one element, which is neither null nor an array where FHIR types it; a main code may give several values, or none.
    pub(crate) fn read<'d>(&self, node: Node<'d>, frame: &Frame<'d>, give: &mut dyn FnMut(Value<'d>)) {
        match &self.read_as {
            ReadAs::MainCode(main_elements) => {
                main_elements.each_code(node, frame.data, &mut |code| give(value(code.map(Value::Code))));
            }
            ReadAs::MainDate(main_elements, precision) => match main_elements.date(node) {
                Err(missing) if missing.is_absent() => {}
                date => give(value(date.map(|date| Value::Date(precision.of(date, &frame.clock.zone))))),
            },
            read_as => give(value(read_as.read(node, frame))),
        }
    }

    /// Whether there may be nothing to read where there is an element.
    pub(crate) fn may_give_nothing(&self) -> bool {
        matches!(self.read_as, ReadAs::MainCode(_) | ReadAs::MainDate(..))
    }

    /// Whether arrays are read whole.
    pub(crate) fn takes_arrays(&self) -> bool {
        matches!(self.read_as, ReadAs::Plain)
    }
}

impl ReadAs {
    fn read<'d>(&self, node: Node<'d>, frame: &Frame<'d>) -> Result<Value<'d>, Missing> {
        match self {
            ReadAs::AsItCame => Ok(Value::Json(node)),
            ReadAs::Plain => Ok(plain_value(node)),
            ReadAs::Text => text(node).map(Value::Text).ok_or(UNREADABLE),
            ReadAs::Number => Reading::Number.value_of(node).ok_or(UNREADABLE),
            ReadAs::Boolean => Reading::Boolean.value_of(node).ok_or(UNREADABLE),
            ReadAs::Moment(precision) => read_date(node).map(|date| Value::Date(precision.of(date, &frame.clock.zone))),
            ReadAs::Age => age(read_date(node)?, frame),
            ReadAs::Quantity { unit, molar_mass } => quantity(node, unit.as_deref(), *molar_mass),
            ReadAs::Code => Reading::Code.value_of(node).ok_or(UNREADABLE),
            ReadAs::Resource if node.get("resourceType").is_some() => Ok(Value::Json(node)),
            ReadAs::Resource => frame.data.follow(node).map(Value::Json),
            ReadAs::MainCode(_) | ReadAs::MainDate(..) => Ok(Value::Json(node)),
        }
    }
}

impl DatePrecision {
    /// Keeps the day that a time lies on in `zone`, as comparisons and functions count days.
    fn of(self, date: DateTime, zone: &TimeZone) -> DateTime {
        match (self, date.precision()) {
            (DatePrecision::Day, Precision::Time) => DateTime::from_date(date.days(zone).0),
            _ => date,
        }
    }
}

fn value<'d>(read: Result<Value<'d>, Missing>) -> Value<'d> {
    read.unwrap_or_else(Value::Missing)
}

/// Reads a primitive's characters, a concept's text or display, or a Reference's display.
fn text(node: Node<'_>) -> Option<Cow<'_, str>> {
    match node.kind() {
        Kind::Text => node.as_text(),
        Kind::Number | Kind::Boolean => Some(Cow::Borrowed(node.raw())),
        Kind::Object => Concept::read(node).and_then(Concept::print),
        Kind::Null | Kind::Array => None,
    }
}

/// Counts whole years up to today, which are unknown where a partial date leaves them open.
fn age<'d>(born: DateTime, frame: &Frame<'d>) -> Result<Value<'d>, Missing> {
    let today = DateTime::from_date(frame.clock.today());
    match born.until(today, CalendarUnit::Years, &frame.clock.zone) {
        (least, most) if least == most => Ok(Value::number(least)),
        _ => Err(Missing::unknown(Cause::Precision)),
    }
}

fn quantity<'d>(node: Node<'d>, unit: Option<&Unit>, molar_mass: Option<Decimal>) -> Result<Value<'d>, Missing> {
    let quantity = Quantity::read(node).map_err(|_| UNREADABLE)?;
    match unit {
        None => Ok(Value::Quantity(quantity)),
        Some(unit) => quantity.convert(unit, molar_mass).map(Value::Quantity).ok_or(Missing::unknown(Cause::Unit)),
    }
}
