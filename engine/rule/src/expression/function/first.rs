//! The first element of a list.

use super::{Accepts, Attributes, Example, Function, Parameter, end};

pub(super) static FUNCTION: Function = Function {
    name: "first",
    signature: "first(list) -> element",
    documentation: "The first element, in the order of the list; absent of an absent or empty list, unknown where elements may be lacking.",
    example: Example { expression: "first(scores)", result: "1" },
    parameters: &[Parameter::one(Accepts::List)],
    attributes: Attributes::NONE,
    build: |call| end::build(call, |items| items.first()),
};
