//! One of two values.

use super::{Accepts, Attributes, Example, Function, Parameter, Role};
use crate::{
    expression::term::{
        Term,
        flow::{self, Outcome},
        operation::{Operation, argument},
        texts,
    },
    frame::Frame,
    scope::names::Names,
    value::{Value, slot::Slots, truth::Truth},
};

pub(super) static FUNCTION: Function = Function {
    name: "if",
    signature: "if(condition, x, y) -> x or y",
    documentation: "`x` where the condition is true, `y` where it is false, unknown where it is unknown. Without `y` there is none where it is false. Both are of one type; beside a text the other is as it prints.",
    example: Example { expression: "if(1 < 2, 'less', 'more')", result: "less" },
    parameters: &[
        Parameter::one(Accepts::Boolean),
        Parameter::one(Accepts::Anything).only_where_first(Outcome::True),
        Parameter::one(Accepts::Anything).only_where_first(Outcome::False).optional(),
    ],
    attributes: Attributes { role: Role::Conditional, other_names: &["iff", "iif", "case", "ifelse"], ..Attributes::NONE },
    build: |call| {
        if call.arguments.len() < 3 {
            let kind = call.kind(1);
            return Some(call.with(kind, If)?.may_be_missing());
        }
        let kind = call.common_type(1, 2)?;
        call.with(kind, If)
    },
};

struct If;

impl Operation for If {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match arguments.first().map_or(Truth::False, |condition| condition.truth(frame)) {
            Truth::True => argument(arguments, 1, frame),
            Truth::False => argument(arguments, 2, frame),
            Truth::Unknown(missing) => Value::Missing(missing),
        }
    }
    fn texts(&self, arguments: &[Term], names: &dyn Names) -> Option<Vec<String>> {
        texts::of_either(arguments.get(1..)?, names)
    }
    /// One branch was taken, and with it went its side of the condition.
    fn required_present(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let branch = |side: Outcome, value: &Term| {
            let condition = arguments.first().map(|condition| flow::required_present(condition, side)).unwrap_or_default();
            condition.union(&flow::required_present(value, outcome))
        };
        match arguments {
            [_, x, y] => branch(Outcome::True, x).intersection(&branch(Outcome::False, y)),
            [_, x] => branch(Outcome::True, x),
            _ => Slots::default(),
        }
    }
}
