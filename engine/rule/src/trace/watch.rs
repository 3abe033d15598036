//! What a watched frame notes.

use super::{Asked, ConditionForm, ConditionTrace, Part, Reason, Snapshot, Truth, name};
use crate::{
    condition::{self, Condition, Question},
    frame::{Frame, Slot},
};
use std::cell::RefCell;

/// The notes of one evaluation.
#[derive(Debug)]
pub(crate) struct Watch<'d> {
    /// The name of each slot.
    pub(super) names: &'d [String],
    asked: RefCell<Vec<Asked>>,
}

impl<'d> Watch<'d> {
    /// None yet.
    pub(crate) fn new(names: &'d [String]) -> Watch<'d> {
        Watch { names, asked: RefCell::default() }
    }
    /// The conditions that were asked.
    pub(crate) fn into_asked(self) -> Vec<Asked> {
        self.asked.into_inner()
    }
}

/// Decides a condition of `part`, with the loop's `variables`; a watched frame notes how.
pub(crate) fn decide(condition: &Condition, part: &Part, variables: impl FnOnce() -> Vec<Slot>, frame: &Frame<'_>) -> condition::Truth {
    if let Some(watch) = &frame.watch {
        let variables = variables().into_iter().map(|slot| named(slot, frame, watch.names)).collect();
        let asked = Asked { part: part.clone(), variables, condition: trace(condition, frame, watch.names) };
        watch.asked.borrow_mut().push(asked);
    }
    condition.decide(frame)
}

fn named(slot: Slot, frame: &Frame<'_>, names: &[String]) -> (String, Snapshot) {
    (name(names, slot), Snapshot::of(frame.peek(slot), names))
}

fn trace(condition: &Condition, frame: &Frame<'_>, names: &[String]) -> ConditionTrace {
    let each = |list: &[Condition]| list.iter().map(|part| trace(part, frame, names)).collect();
    let form = match condition {
        Condition::Expression(question) => expression(question, frame, names),
        Condition::All(list) => ConditionForm::All(each(list)),
        Condition::Any(list) => ConditionForm::Any(each(list)),
        Condition::None(list) => ConditionForm::None(each(list)),
    };
    let truth = match condition.decide(frame) {
        condition::Truth::True => Truth::True,
        condition::Truth::False => Truth::False,
        condition::Truth::Unknown(missing) => Truth::Missing(Reason::of(missing, names)),
    };
    ConditionTrace { span: condition.span(), form, truth }
}

fn expression(question: &Question, frame: &Frame<'_>, names: &[String]) -> ConditionForm {
    let used = question.expression.slots();
    let sides = question.expression.sides(frame);
    ConditionForm::Expression {
        text: question.text.as_str().to_owned(),
        names: used.into_iter().map(|slot| named(slot, frame, names)).collect(),
        sides: sides.map(|(left, symbol, right)| (Snapshot::of(&left, names), symbol, Snapshot::of(&right, names))),
    }
}
