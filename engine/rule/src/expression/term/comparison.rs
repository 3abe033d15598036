//! Comparisons of values. Which types they compare was checked when they were compiled.

use super::{Constant, Term};
use crate::{
    frame::Frame,
    value::{
        Cause, Missing, MissingKind, Value,
        compare::{self, Comparator, Context},
    },
};
use engine_fhir::{decimal, quantity::Orders, unit::Unit};
use jiff::tz::TimeZone;
use std::sync::Arc;

/// `left == right` and the like.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// What is asked.
    pub(crate) comparator: Comparator,
    /// The left operand.
    pub(crate) left: Term,
    /// The right operand.
    pub(crate) right: Term,
    /// The unit in which quantities are compared, where one is declared.
    pub(crate) unit: Option<Arc<Unit>>,
}

impl Comparison {
    /// Whether it holds; what was missing, where that can't be told.
    pub(crate) fn decide(&self, frame: &Frame<'_>) -> Result<bool, Missing> {
        let orders = match self.orders(frame) {
            Err(missing) if missing.kind == MissingKind::Unknown(Cause::Precision) => self.bounded(frame).ok_or(missing)?,
            orders => orders?,
        };
        self.comparator.decide(orders).ok_or_else(|| self.undecided(frame))
    }

    /// The arguments of a function that is compared with a number, and whether the comparison holds where the first is absent, if that is known already.
    pub(crate) fn where_absent(&self) -> Option<(&[Term], bool)> {
        let (arguments, orders) = match (&self.left, &self.right) {
            (Term::Call(operation, arguments), number) => (arguments, decimal::compare(operation.of_absent()?, number.constant_number()?)),
            (number, Term::Call(operation, arguments)) => (arguments, decimal::compare(number.constant_number()?, operation.of_absent()?)),
            _ => return None,
        };
        Some((arguments, self.comparator.decide(orders.into())?))
    }

    /// Whether it holds of two constants, which no data can change. Dates are left to the call's time zone.
    pub(crate) fn constant(&self) -> Option<bool> {
        let (Term::Constant(left), Term::Constant(right)) = (&self.left, &self.right) else { return None };
        let zone = &TimeZone::UTC;
        let is_date = |constant: &Constant| matches!(constant, Constant::Date(_));
        let context = Context { unit: None, zone };
        let orders = left.look(|left| right.look(|right| compare::orders(left, right, context))).ok()?;
        self.comparator.decide(orders).filter(|_| !is_date(left) && !is_date(right))
    }

    /// Both operands.
    pub(crate) fn operands(&self) -> [&Term; 2] {
        [&self.left, &self.right]
    }

    fn orders(&self, frame: &Frame<'_>) -> Result<Orders, Missing> {
        let context = Context { unit: self.unit.as_deref(), zone: &frame.clock.zone };
        self.left.look(frame, |left| self.right.look(frame, |right| compare::orders(left, right, context)))
    }

    /// The days since a partial date are unknown, but lie between bounds, which may decide.
    fn bounded(&self, frame: &Frame<'_>) -> Option<Orders> {
        let number = |term: &Term| {
            term.look(frame, |value| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            })
        };
        match (self.left.bounds(frame), self.right.bounds(frame)) {
            (Some(left), None) => Some(left.orders(number(&self.right)?)),
            (None, Some(right)) => Some(right.orders(number(&self.left)?).reverse()),
            _ => None,
        }
    }

    /// What is blamed where both operands are there and don't decide: the first that is a name.
    fn undecided(&self, frame: &Frame<'_>) -> Missing {
        let is_date = self.left.look(frame, |value| matches!(value, Value::Date(_)));
        let cause = if is_date { Cause::Precision } else { Cause::Interval };
        let mut slots = Vec::new();
        self.operands().into_iter().for_each(|operand| operand.slots(&mut slots));
        Missing { origin: slots.first().copied(), ..Missing::unknown(cause) }
    }
}
