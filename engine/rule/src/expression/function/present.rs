//! Whether a value is there.

use super::{Accepts, Attributes, Example, Function, Parameter, Role, presence::PresenceTest};
use crate::{expression::term::flow::Outcome, value::types::Type};

pub(super) static FUNCTION: Function = Function {
    name: "present",
    signature: "present(x) -> boolean",
    documentation: "Whether `x` is there. False of an absent value and of an empty list, unknown of an unknown one: what could not be asked for is not absent.",
    example: Example { expression: "present(weight)", result: "true" },
    parameters: &[Parameter::one(Accepts::Anything)],
    attributes: Attributes {
        role: Role::PresenceTest { present_if: Some(Outcome::True) },
        other_names: &["exists", "isnotnull", "defined", "has"],
        ..Attributes::NONE
    },
    build: |call| call.with(Type::Boolean, PresenceTest { wanted: true }),
};
