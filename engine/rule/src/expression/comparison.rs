//! Comparisons while a call is answered. What they may compare was settled when they were compiled.

use super::{
    interval::{Interval, Relation},
    relate::{self, Context},
    term::Term,
};
use crate::{
    frame::Frame,
    value::{Cause, Missing, Value},
};
use engine_fhir::unit::Unit;
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
    /// Whether it holds; `None` where the operands may lie both ways.
    pub(crate) fn decide(self, relation: Relation) -> Option<bool> {
        let Relation { less, equal, greater } = relation;
        let (may_hold, may_fail) = match self {
            Comparator::Equal => (equal, less || greater),
            Comparator::NotEqual => (less || greater, equal),
            Comparator::Less => (less, equal || greater),
            Comparator::LessOrEqual => (less || equal, greater),
            Comparator::Greater => (greater, less || equal),
            Comparator::GreaterOrEqual => (greater || equal, less),
        };
        match (may_hold, may_fail) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}

impl Comparison {
    /// Whether it holds; what was missing, where that can't be told.
    pub(crate) fn truth(&self, frame: &Frame<'_>) -> Result<bool, Missing> {
        let relation = match self.relation(frame) {
            Err(missing) if missing.cause == Cause::Precision => self.bounded_relation(frame).ok_or(missing)?,
            relation => relation?,
        };
        self.comparator.decide(relation).ok_or_else(|| self.undecided(frame))
    }

    /// Both operands.
    pub(crate) fn operands(&self) -> [&Term; 2] {
        [&self.left, &self.right]
    }

    fn relation(&self, frame: &Frame<'_>) -> Result<Relation, Missing> {
        let context = Context { unit: self.unit.as_deref(), zone: &frame.clock.zone };
        self.left.look(frame, |left| self.right.look(frame, |right| relate::relate(left, right, context)))
    }

    /// Days since a partial date are unknown, but lie between bounds, which may decide.
    fn bounded_relation(&self, frame: &Frame<'_>) -> Option<Relation> {
        let interval = |term: &Term| {
            let bounds = term.bounds(frame).map(|(least, most)| Interval::between(least, most));
            bounds.or_else(|| {
                term.look(frame, |value| match value {
                    Value::Number(number) => Some(Interval::of(*number)),
                    _ => None,
                })
            })
        };
        Some(interval(&self.left)?.relate(interval(&self.right)?))
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
