//! The opposite of a condition.

use super::{Accepts, Attributes, Example, Function, Parameter, Role};
use crate::expression::term::Term;

pub(super) static FUNCTION: Function = Function {
    name: "not",
    signature: "not(condition) -> boolean",
    documentation: "The opposite of a condition; unknown of an unknown one. `!x` is the same.",
    example: Example { expression: "not(1 > 2)", result: "true" },
    parameters: &[Parameter::one(Accepts::Boolean)],
    attributes: Attributes { role: Role::Negation, ..Attributes::NONE },
    build: |call| {
        let mut condition = call.take(0)?;
        condition.wrap(Term::Not);
        Some(condition)
    },
};
