//! Whether a code is in a value set.

use super::{
    Accepts, Attributes, Example, Function, Parameter,
    membership::{has, value_set},
};
use crate::value::{truth::Truth, types::Type};

pub(super) static FUNCTION: Function = Function {
    name: "code_in",
    signature: "code_in(code, 'set') -> boolean",
    documentation: "Whether one of the code's codings is in the value set. Unknown of a missing code, and of one that is text only.",
    example: Example { expression: "code_in(problem, 'diabetes')", result: "true" },
    parameters: &[Parameter::one(Accepts::Code), Parameter::one(Accepts::Literal)],
    attributes: Attributes { other_names: &["memberof", "in", "in_valueset"], ..Attributes::NONE },
    build: |call| {
        let set = value_set(call, 1)?;
        call.unary(Type::Boolean, move |code, _| Truth::from(has(&set, &code)).into())
    },
};
