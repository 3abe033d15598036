//! Whether a value is absent.

use super::{Accepts, Attributes, Example, Function, Parameter, Role, presence::PresenceTest};
use crate::{expression::term::flow::Outcome, value::types::Type};

pub(super) static FUNCTION: Function = Function {
    name: "missing",
    signature: "missing(x) -> boolean",
    documentation: "Whether `x` was asked for and isn't there. True of an absent value and of an empty list, unknown of an unknown one: a laboratory that can't be reached never reads as 'never measured'.",
    example: Example { expression: "missing(weight)", result: "false" },
    parameters: &[Parameter::one(Accepts::Anything)],
    attributes: Attributes {
        role: Role::PresenceTest { present_if: Some(Outcome::False) },
        other_names: &["isnull", "empty", "isempty", "absent"],
        ..Attributes::NONE
    },
    build: |call| call.with(Type::Boolean, PresenceTest { wanted: false }),
};
