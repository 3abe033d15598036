//! The first element of a list.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::value::Value;

pub(super) static FUNCTION: Function = Function {
    name: "first",
    signature: "first(list) -> element",
    documentation: "The first element, in the order of the list; absent of an absent or empty list, unknown where elements may be lacking.",
    example: Example { expression: "first(scores)", result: "1" },
    parameters: &[Parameter::one(Accepts::List)],
    attributes: Attributes::NONE,
    build: |call| {
        call.check_order();
        let kind = call.kind(0).of_elements();
        let found = call.over_list(kind, |list, _, _| match list.open {
            Some(open) => Value::Missing(open.as_operand()),
            None => list.items.first().cloned().unwrap_or(Value::ABSENT),
        })?;
        Some(found.may_be_missing())
    },
};
