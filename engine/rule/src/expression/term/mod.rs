//! Terms: a typed expression as it is evaluated by walking its tree. Names are slots, functions are code, constants are values. Types have been checked
//! before; a value of another kind than expected can only be JSON that FHIR doesn't type, and is unknown.
//!
//! Knows values and the frame that holds them. Must never know syntax, spans or types.

pub(crate) mod arithmetic;
pub(crate) mod comparison;
pub(crate) mod flow;
pub(crate) mod operation;
pub(crate) mod texts;

use crate::{
    frame::Frame,
    value::{Cause, Number, Value, interval::Bounds, print, reading::Reading, slot::Slot, truth::Truth},
};
use arithmetic::Arithmetic;
use comparison::Comparison;
use engine_fhir::{Decimal, date::DateTime, quantity::Quantity, unit::Unit};
use operation::Operation;
use std::sync::Arc;

/// A part of an expression, ready to run.
#[derive(Debug)]
pub(crate) enum Term {
    /// A constant.
    Constant(Constant),
    /// What a name holds.
    Slot(Slot),
    /// `a && b && c`
    All(Vec<Term>),
    /// `a || b || c`
    Any(Vec<Term>),
    /// `!a`
    Not(Box<Term>),
    /// `a < b`
    Comparison(Box<Comparison>),
    /// `a + b`
    Arithmetic(Box<Arithmetic>),
    /// `-a`
    Negation(Box<Term>),
    /// JSON, read as what is wanted here.
    Read(Box<Term>, Reading),
    /// A value as the text that it prints as.
    Printed(Box<Term>),
    /// A number as a quantity of this unit.
    InUnit(Box<Term>, Arc<Unit>),
    /// A function.
    Call(Box<dyn Operation>, Vec<Term>),
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    /// true or false
    Boolean(bool),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(Box<str>),
    /// A date, written as text.
    Date(WrittenDate),
    /// There is none.
    Absent,
}

/// A date written in an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WrittenDate(pub(crate) DateTime);

impl PartialEq for WrittenDate {
    fn eq(&self, other: &WrittenDate) -> bool {
        self.0.to_string() == other.0.to_string()
    }
}

impl Constant {
    pub(super) fn look<R>(&self, see: impl FnOnce(&Value<'_>) -> R) -> R {
        match self {
            Constant::Boolean(value) => see(&Value::Boolean(*value)),
            Constant::Number(value) => see(&Value::number(*value)),
            Constant::Text(text) => see(&Value::text(&**text)),
            Constant::Date(date) => see(&Value::Date(date.0)),
            Constant::Absent => see(&Value::ABSENT),
        }
    }
    fn value<'d>(&self) -> Value<'d> {
        match self {
            Constant::Boolean(value) => Value::Boolean(*value),
            Constant::Number(value) => Value::number(*value),
            Constant::Text(text) => Value::text(text.to_string()),
            Constant::Date(date) => Value::Date(date.0),
            Constant::Absent => Value::ABSENT,
        }
    }
}

impl Term {
    /// What stands for a part whose mistake has been reported; it never runs.
    pub(crate) const NOTHING: Term = Term::Constant(Constant::Absent);

    /// A number.
    pub(crate) fn number(value: impl Into<Decimal>) -> Term {
        Term::Constant(Constant::Number(value.into()))
    }

    /// Its text, if it is a text constant.
    pub(crate) fn constant_text(&self) -> Option<&str> {
        match self {
            Term::Constant(Constant::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Its number, if it is a number constant.
    pub(crate) fn constant_number(&self) -> Option<Decimal> {
        match self {
            Term::Constant(Constant::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Its value.
    pub(crate) fn evaluate<'d>(&self, frame: &Frame<'d>) -> Value<'d> {
        match self {
            Term::Constant(constant) => constant.value(),
            Term::Slot(slot) => frame.get(*slot),
            Term::All(_) | Term::Any(_) | Term::Not(_) | Term::Comparison(_) => self.truth(frame).into(),
            Term::Arithmetic(arithmetic) => arithmetic.evaluate(frame),
            Term::Negation(operand) => arithmetic::negate(operand.evaluate(frame)),
            Term::Read(operand, reading) => reading.read(operand.evaluate(frame)),
            Term::Printed(operand) => printed(operand.evaluate(frame)),
            Term::InUnit(operand, unit) => in_unit(operand.evaluate(frame), unit),
            Term::Call(operation, arguments) => operation.evaluate(arguments, frame),
        }
    }

    /// Looks at its value, without a copy where a name or a constant holds it.
    pub(crate) fn look<R>(&self, frame: &Frame<'_>, see: impl FnOnce(&Value<'_>) -> R) -> R {
        match self {
            Term::Constant(constant) => constant.look(see),
            Term::Slot(slot) => match frame.peek(*slot) {
                Value::Missing(_) => see(&frame.get(*slot)),
                value => see(value),
            },
            _ => see(&self.evaluate(frame)),
        }
    }

    /// Its truth; what was missing first, where that can't be told.
    pub(crate) fn truth(&self, frame: &Frame<'_>) -> Truth {
        match self {
            Term::All(operands) => Truth::all(operands.iter().map(|operand| operand.truth(frame))),
            Term::Any(operands) => Truth::any(operands.iter().map(|operand| operand.truth(frame))),
            Term::Not(operand) => !operand.truth(frame),
            Term::Comparison(comparison) => comparison.decide(frame).into(),
            _ => self.look(frame, Truth::of),
        }
    }

    /// The least and the most that it may be, where its value is unknown but bounded.
    pub(crate) fn bounds(&self, frame: &Frame<'_>) -> Option<Bounds> {
        match self {
            Term::Call(operation, arguments) => operation.bounds(arguments, frame),
            _ => None,
        }
    }

    /// The names that it uses.
    pub(crate) fn slots(&self, found: &mut Vec<Slot>) {
        match self {
            Term::Constant(_) => {}
            Term::Slot(slot) => found.push(*slot),
            Term::Not(operand) | Term::Negation(operand) | Term::Printed(operand) | Term::Read(operand, _) | Term::InUnit(operand, _) => {
                operand.slots(found);
            }
            Term::All(operands) | Term::Any(operands) | Term::Call(_, operands) => operands.iter().for_each(|operand| operand.slots(found)),
            Term::Comparison(comparison) => comparison.operands().into_iter().for_each(|operand| operand.slots(found)),
            Term::Arithmetic(arithmetic) => arithmetic.operands().into_iter().for_each(|operand| operand.slots(found)),
        }
    }
}

fn printed(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Missing(missing) => Value::Missing(missing),
        value => print::print(&value).map_or(Value::unknown(Cause::Unreadable), |text| Value::text(text.into_owned())),
    }
}

fn in_unit<'d>(value: Value<'d>, unit: &Unit) -> Value<'d> {
    match value {
        Value::Number(Number { value, comparator }) => Value::Quantity(Quantity { value, comparator, unit: unit.code().to_owned().into() }),
        other => other,
    }
}
