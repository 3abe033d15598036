//! `when`: an expression, or all, any or none of several conditions. True alone fires; what can't be decided doesn't.

use crate::{
    expression::{Expression, Parts},
    frame::{
        Frame,
        trace::{Asked, ConditionForm, ConditionTrace, Reason, name},
    },
    plan::{Part, Snapshot},
    value::{Missing, slot::Slot},
};
use engine_syntax::source::{FileId, Span, Text};

/// A compiled condition.
#[derive(Debug)]
pub(crate) enum Condition {
    /// An expression that joins no others.
    Expression(Question),
    /// True where all are, false where one is; `&&` too.
    All(Vec<Condition>),
    /// True where one is, false where all are; `||` too.
    Any(Vec<Condition>),
    /// True where all are false, false where one is true.
    None(Vec<Condition>),
}

/// An expression as it is asked.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) expression: Expression,
    /// As written.
    pub(crate) text: Text,
}

/// Kleene's three truths; unknown says what was missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    False,
    Unknown(Missing),
}

impl Condition {
    /// Of an expression of `text`; one that joins others becomes those.
    pub(crate) fn of(expression: Expression, text: &Text) -> Condition {
        let each = |parts: Vec<Expression>| parts.into_iter().map(|part| Condition::of(part, text)).collect();
        match expression.split() {
            Parts::All(parts) => Condition::All(each(parts)),
            Parts::Any(parts) => Condition::Any(each(parts)),
            Parts::One(expression) => Condition::Expression(Question { text: text.part(expression.range()), expression }),
        }
    }

    /// The expressions in it.
    pub(crate) fn questions(&self) -> Vec<&Question> {
        match self {
            Condition::Expression(question) => vec![question],
            Condition::All(list) | Condition::Any(list) | Condition::None(list) => list.iter().flat_map(Condition::questions).collect(),
        }
    }

    /// Where it stands; of several, from the first to the last.
    pub(crate) fn span(&self) -> Span {
        match self {
            Condition::Expression(question) => question.text.span(),
            Condition::All(list) | Condition::Any(list) | Condition::None(list) => {
                let mut spans = list.iter().map(Condition::span);
                let first = spans.next().unwrap_or(Span { file: FileId(0), start: 0, end: 0 });
                spans.fold(first, |whole, span| Span { end: span.end.max(whole.end), ..whole })
            }
        }
    }

    /// Its truth.
    pub(crate) fn decide(&self, frame: &Frame<'_>) -> Truth {
        match self {
            Condition::Expression(question) => truth_of(&question.expression, frame),
            Condition::All(list) => decide_all(list.iter().map(|condition| condition.decide(frame))),
            Condition::Any(list) => decide_all(list.iter().map(|condition| condition.decide(frame).not())).not(),
            Condition::None(list) => decide_all(list.iter().map(|condition| condition.decide(frame).not())),
        }
    }
}

impl Truth {
    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            unknown @ Truth::Unknown(_) => unknown,
        }
    }
}

fn truth_of(expression: &Expression, frame: &Frame<'_>) -> Truth {
    let value = expression.evaluate(frame);
    match (value.truth(), value.missing()) {
        (Some(true), _) => Truth::True,
        (Some(false), _) => Truth::False,
        (None, Some(missing)) => Truth::Unknown(missing),
        (None, None) => Truth::Unknown(Missing::unknown(crate::value::Cause::Unreadable)),
    }
}

/// Kleene's "and": one false decides, else one unknown leaves it open.
fn decide_all(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut result = Truth::True;
    for truth in truths {
        match truth {
            Truth::False => return Truth::False,
            Truth::Unknown(_) if result == Truth::True => result = truth,
            _ => {}
        }
    }
    result
}

/// Decides a condition of `part`, with the loop's `variables`; a watched frame notes how.
pub(crate) fn decide(condition: &Condition, part: &Part, variables: impl FnOnce() -> Vec<Slot>, frame: &Frame<'_>) -> Truth {
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
        Truth::True => crate::frame::trace::Truth::True,
        Truth::False => crate::frame::trace::Truth::False,
        Truth::Unknown(missing) => crate::frame::trace::Truth::Missing(Reason::of(missing, names)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Cause;

    const UNKNOWN: Truth = Truth::Unknown(Missing::unknown(Cause::NotHad));

    #[test]
    fn one_false_decides_all_of_them_even_beside_an_unknown() {
        assert_eq!(decide_all([UNKNOWN, Truth::False, Truth::True].into_iter()), Truth::False);
    }

    #[test]
    fn an_unknown_leaves_all_of_them_open() {
        assert_eq!(decide_all([Truth::True, UNKNOWN].into_iter()), UNKNOWN);
    }

    #[test]
    fn all_of_nothing_is_true() {
        assert_eq!(decide_all([].into_iter()), Truth::True);
    }
}
