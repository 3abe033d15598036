//! The opposite of a condition.

use super::{Accepts, Attributes, Example, Function, Parameter, Role};
use crate::expression::{term::Term, typing::call::Compiled};

pub(super) static FUNCTION: Function = Function {
    name: "not",
    signature: "not(condition) -> boolean",
    documentation: "The opposite of a condition; unknown of an unknown one. `!x` is the same.",
    example: Example { expression: "not(1 > 2)", result: "true" },
    parameters: &[Parameter::one(Accepts::Boolean)],
    attributes: Attributes { role: Role::Negation, ..Attributes::NONE },
    build: |call| {
        let compiled = call.pass(0)?;
        Some(Compiled { term: Term::Not(Box::new(compiled.term)), ..compiled })
    },
};
