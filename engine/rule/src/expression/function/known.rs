//! Whether it is known what a value is.

use super::{Accepts, Attributes, Example, Function, Parameter, Role, presence::is_there};
use crate::{
    expression::term::{Term, flow::Outcome, operation::Operation},
    frame::Frame,
    value::{
        Value,
        slot::Slots,
        types::{Type, Typed},
    },
};

pub(super) static FUNCTION: Function = Function {
    name: "known",
    signature: "known(x) -> boolean",
    documentation: "Whether it is known what `x` is, or that there is none. Always true or false.",
    example: Example { expression: "known(weight)", result: "true" },
    parameters: &[Parameter::one(Accepts::Anything)],
    attributes: Attributes { role: Role::PresenceTest { present_if: None }, ..Attributes::NONE },
    build: |call| {
        let mut compiled = call.with(Type::Boolean, Known)?;
        compiled.typed = Typed::present(Type::Boolean);
        Some(compiled)
    },
};

struct Known;

impl Operation for Known {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        Value::Boolean(is_there(arguments, frame).is_known())
    }
    /// An absent value is known.
    fn required_present(&self, _: &[Term], _: Outcome) -> Slots {
        Slots::default()
    }
}
