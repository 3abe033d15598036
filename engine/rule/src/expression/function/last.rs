//! The last element of a list.

use super::{Accepts, Attributes, Example, Function, Parameter, end};

pub(super) static FUNCTION: Function = Function {
    name: "last",
    signature: "last(list) -> element",
    documentation: "The last element, in the order of the list; absent of an absent or empty list, unknown where elements may be lacking.",
    example: Example { expression: "last(scores)", result: "5" },
    parameters: &[Parameter::one(Accepts::List)],
    attributes: Attributes::NONE,
    build: |call| end::build(call, |items| items.last()),
};
