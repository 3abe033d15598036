//! Whether all codes are in a value set.

use super::{
    Accepts, Attributes, Example, Function, Parameter,
    membership::{has, value_set},
};

pub(super) static FUNCTION: Function = Function {
    name: "all_in",
    signature: "all_in(codes, 'set') -> boolean",
    documentation: "Whether every one of the codes is in the value set. True of an absent or empty list; false where one is not in it; unknown where that can't be told.",
    example: Example { expression: "all_in(problems, 'diabetes')", result: "false" },
    parameters: &[Parameter::one(Accepts::Codes), Parameter::one(Accepts::Literal)],
    attributes: Attributes::NONE,
    build: |call| {
        let set = value_set(call, 1)?;
        call.every_of(move |code, _, _| has(&set, code))
    },
};
