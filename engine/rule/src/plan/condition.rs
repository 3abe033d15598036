//! `when` as it is decided, in three-valued (Kleene) logic: an expression, or all, any or none of several conditions. True alone fires; what can't be
//! decided doesn't.

use crate::{
    expression::{Expression, SplitExpression},
    frame::{
        Frame,
        trace::{ConditionForm, ConditionTrace, EvaluatedCondition, MissingReason, RulePart, Snapshot, Watch, name},
    },
    value::{Value, slot::Slot, truth::Truth},
};
use engine_syntax::source::{FileId, Span, Text};

/// A compiled condition.
#[derive(Debug)]
pub(crate) enum Condition {
    /// An expression that doesn't join others.
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
    /// Its text as written.
    pub(crate) text: Text,
}

impl Condition {
    /// Makes a condition of an expression of `text`; one that joins others becomes those.
    pub(crate) fn of(expression: Expression, text: &Text) -> Condition {
        let each = |parts: Vec<Expression>| parts.into_iter().map(|part| Condition::of(part, text)).collect();
        match expression.split() {
            SplitExpression::All(parts) => Condition::All(each(parts)),
            SplitExpression::Any(parts) => Condition::Any(each(parts)),
            SplitExpression::One(expression) => Condition::Expression(Question { text: text.part(expression.range()), expression }),
        }
    }

    /// The expressions in it.
    pub(crate) fn questions(&self) -> Vec<&Question> {
        match self {
            Condition::Expression(question) => vec![question],
            Condition::All(list) | Condition::Any(list) | Condition::None(list) => list.iter().flat_map(Condition::questions).collect(),
        }
    }

    /// Where it stands: from the first to the last, where it is several.
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

    /// Decides its truth.
    fn decide(&self, frame: &Frame<'_>) -> Truth {
        match self {
            Condition::Expression(question) => question.expression.truth(frame),
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
                self.join(parts.iter().map(|part| part.decide(frame)))
            }
        }
    }

    /// Its truth, which [`Condition::decide`] would tell at the same cost, and a note of how each of its parts turned out.
    fn watch(&self, frame: &Frame<'_>, names: &[String]) -> (Truth, ConditionTrace) {
        let (truth, form) = match self {
            Condition::Expression(question) => (question.expression.truth(frame), frame.look_aside(|| expression(question, frame, names))),
            Condition::All(parts) => self.watch_parts(parts, ConditionForm::All, frame, names),
            Condition::Any(parts) => self.watch_parts(parts, ConditionForm::Any, frame, names),
            Condition::None(parts) => self.watch_parts(parts, ConditionForm::None, frame, names),
        };
        (truth, ConditionTrace { span: self.span(), form, truth: truth.map_reason(|missing| MissingReason::of(missing, names)) })
    }

    /// The parts that matter are decided; those that no longer do are noted without spending fuel.
    fn watch_parts(
        &self,
        parts: &[Condition],
        form: fn(Vec<ConditionTrace>) -> ConditionForm,
        frame: &Frame<'_>,
        names: &[String],
    ) -> (Truth, ConditionForm) {
        let (mut traces, mut rest) = (Vec::with_capacity(parts.len()), parts.iter());
        let truth = self.join(rest.by_ref().map(|part| {
            let (truth, trace) = part.watch(frame, names);
            traces.push(trace);
            truth
        }));
        frame.look_aside(|| traces.extend(rest.map(|part| part.watch(frame, names).1)));
        (truth, form(traces))
    }

    /// Its truth by those of its parts, of which it takes as many as it needs.
    fn join(&self, truths: impl Iterator<Item = Truth>) -> Truth {
        match self {
            Condition::Expression(_) | Condition::All(_) => Truth::all(truths),
            Condition::Any(_) => Truth::any(truths),
            Condition::None(_) => !Truth::any(truths),
        }
    }
}

/// Decides a condition of `part`, with the loop's `variables`; a watched frame notes how.
pub(crate) fn decide(condition: &Condition, part: &RulePart, variables: impl FnOnce() -> Vec<Slot>, frame: &Frame<'_>) -> Truth {
    let is_noted = |watch: &&Watch<'_>| *part == RulePart::Rule || watch.has_room();
    let Some(watch) = frame.watch.as_ref().filter(is_noted) else { return condition.decide(frame) };
    let (truth, trace) = condition.watch(frame, watch.names);
    let variables = frame.look_aside(|| variables().into_iter().map(|slot| named(slot, frame, watch.names)).collect());
    watch.note(EvaluatedCondition { part: part.clone(), variables, condition: trace });
    truth
}

fn named(slot: Slot, frame: &Frame<'_>, names: &[String]) -> (String, Snapshot) {
    (name(names, slot), snapshot(frame.peek(slot), frame, names))
}

/// A value as a note keeps it, paid for by its elements.
fn snapshot(value: &Value<'_>, frame: &Frame<'_>, names: &[String]) -> Snapshot {
    frame.fuel.note(match value {
        Value::List(list) => 1 + list.items.len(),
        _ => 1,
    });
    Snapshot::of(value, names)
}

fn expression(question: &Question, frame: &Frame<'_>, names: &[String]) -> ConditionForm {
    let used = question.expression.slots();
    let sides = question.expression.sides(frame);
    ConditionForm::Expression {
        text: question.text.as_str().to_owned(),
        names: used.into_iter().map(|slot| named(slot, frame, names)).collect(),
        sides: sides.map(|(left, symbol, right)| (snapshot(&left, frame, names), symbol, snapshot(&right, frame, names))),
    }
}
