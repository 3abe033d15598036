//! The greatest of a list.

use super::{
    Accepts, Attributes, Example, Function, Parameter,
    extreme::{self, Extreme},
};
use engine_fhir::quantity::Comparator;
use std::cmp::Ordering;

pub(super) static FUNCTION: Function = Function {
    name: "max",
    signature: "max(list) -> number, quantity or date",
    documentation: "The greatest of numbers, quantities or dates; absent of an absent or empty list, unknown where an element is missing. Of a list that may lack elements it is known to be at least what was found.",
    example: Example { expression: "max(scores)", result: "5" },
    parameters: &[Parameter::one(Accepts::Ordered)],
    attributes: Attributes { argument_count_help: Some("the greater of two values is `if(a > b, a, b)`"), ..Attributes::NONE },
    build: |call| extreme::build(call, Extreme { wanted: Ordering::Greater, of_open: Comparator::GreaterOrEqual }),
};
