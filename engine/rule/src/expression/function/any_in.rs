//! Whether one of several codes is in a value set.

use super::{
    Accepts, Attributes, Example, Function, Parameter,
    membership::{has, value_set},
};

pub(super) static FUNCTION: Function = Function {
    name: "any_in",
    signature: "any_in(codes, 'set') -> boolean",
    documentation: "Whether one of the codes is in the value set. False of an absent or empty list. Where codes can't be told or may be lacking, what is found is found, and what is not found is unknown.",
    example: Example { expression: "any_in(problems, 'diabetes')", result: "true" },
    parameters: &[Parameter::one(Accepts::Codes), Parameter::one(Accepts::Literal)],
    attributes: Attributes::NONE,
    build: |call| {
        let set = value_set(call, 1)?;
        call.some_of(move |code, _, _| has(&set, code))
    },
};
