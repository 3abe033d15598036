//! A value in the place of a missing one.

use super::{Accepts, Attributes, Example, Function, Parameter, Role, presence::state};
use crate::{
    expression::{
        term::{
            Term,
            flow::{self, Outcome},
            operation::{Operation, argument},
            texts,
        },
        typing::typed_term::TypedTerm,
    },
    frame::Frame,
    scope::names::Names,
    value::{Value, slot::Slots, truth::Truth, types::Typed},
};

pub(super) static FUNCTION: Function = Function {
    name: "default",
    signature: "default(x, y) -> x or y",
    documentation: "`x`, or `y` where `x` is absent, unknown or an empty list. Both are of one type; beside a text `x` is as it prints, so that `default(x, 'not known')` always stands. What was unknown no longer shows: ask `known(x)` where that matters.",
    example: Example { expression: "default(height, 170)", result: "170 cm" },
    parameters: &[Parameter::one(Accepts::Anything), Parameter::one(Accepts::Anything)],
    attributes: Attributes {
        role: Role::PresenceTest { present_if: None },
        other_names: &["coalesce", "ifnull", "nvl"],
        ..Attributes::NONE
    },
    build: |call| {
        let kind = call.common_type(0, 1)?;
        let presence = call.presence(0).min(call.presence(1));
        let compiled = call.with(kind.clone(), Default)?;
        Some(TypedTerm { typed: Typed { kind, presence }, ..compiled })
    },
};

struct Default;

impl Operation for Default {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match argument(arguments, 0, frame) {
            value if state(&value) == Truth::True => value,
            _ => argument(arguments, 1, frame),
        }
    }
    fn texts(&self, arguments: &[Term], names: &dyn Names) -> Option<Vec<String>> {
        texts::of_either(arguments, names)
    }
    /// One of the two is there; which, can't be told.
    fn required_present(&self, arguments: &[Term], outcome: Outcome) -> Slots {
        let mut each = arguments.iter().map(|argument| flow::required_present(argument, outcome));
        let first = each.next().unwrap_or_default();
        each.fold(first, |common, next| common.intersection(&next))
    }
}
