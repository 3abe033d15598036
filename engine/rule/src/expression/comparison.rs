//! Comparisons while a call is answered. What they may compare was settled when they were compiled.

use super::{
    relate::{self, Context},
    term::{Constant, Term},
};
use crate::{
    frame::Frame,
    value::{Cause, Missing, Value},
};
use engine_fhir::{decimal, quantity::Orders, unit::Unit};
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

/// What a comparison asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(crate) enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparator {
    /// As it is written.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Comparator::Equal => "==",
            Comparator::NotEqual => "!=",
            Comparator::Less => "<",
            Comparator::LessOrEqual => "<=",
            Comparator::Greater => ">",
            Comparator::GreaterOrEqual => ">=",
        }
    }
    /// Whether it holds; `None` where the operands may lie both ways.
    pub(crate) fn decide(self, orders: Orders) -> Option<bool> {
        match self {
            Comparator::Equal => orders.is_equal(),
            Comparator::NotEqual => orders.is_equal().map(|is_equal| !is_equal),
            Comparator::Less => orders.is_less(),
            Comparator::LessOrEqual => orders.is_less_or_equal(),
            Comparator::Greater => orders.is_greater(),
            Comparator::GreaterOrEqual => orders.is_greater_or_equal(),
        }
    }
}

impl Comparison {
    /// Whether it holds; what was missing, where that can't be told.
    pub(crate) fn truth(&self, frame: &Frame<'_>) -> Result<bool, Missing> {
        let orders = match self.orders(frame) {
            Err(missing) if missing.cause == Cause::Precision => self.bounded(frame).ok_or(missing)?,
            orders => orders?,
        };
        self.comparator.decide(orders).ok_or_else(|| self.undecided(frame))
    }

    /// Of a function compared with a number: its arguments, and whether the comparison holds where the first is absent, if that can be told now.
    pub(crate) fn where_absent(&self) -> Option<(&[Term], bool)> {
        let (arguments, orders) = match (&self.left, &self.right) {
            (Term::Call(operation, arguments), Term::Constant(Constant::Number(number))) => {
                (arguments, decimal::compare(operation.of_absent()?, *number))
            }
            (Term::Constant(Constant::Number(number)), Term::Call(operation, arguments)) => {
                (arguments, decimal::compare(*number, operation.of_absent()?))
            }
            _ => return None,
        };
        Some((arguments, self.comparator.decide(orders.into())?))
    }

    /// Both operands.
    pub(crate) fn operands(&self) -> [&Term; 2] {
        [&self.left, &self.right]
    }

    fn orders(&self, frame: &Frame<'_>) -> Result<Orders, Missing> {
        let context = Context { unit: self.unit.as_deref(), zone: &frame.clock.zone };
        self.left.look(frame, |left| self.right.look(frame, |right| relate::orders(left, right, context)))
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
