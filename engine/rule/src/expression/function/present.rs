//! Whether a value is there.

use super::{Accepts, Example, Function, Parameter, presence::Presence};
use crate::value::types::Type;

pub(super) static FUNCTION: Function = Function {
    name: "present",
    signature: "present(x) -> boolean",
    documentation: "Whether `x` is there. False of an absent value and of an empty list, unknown of an unknown one: what could not be asked for is not absent.",
    example: Example { expression: "present(weight)", result: "true" },
    parameters: &[Parameter::one(Accepts::Anything)],
    build: |call| call.with(Type::Boolean, Presence { wanted: true }),
};
