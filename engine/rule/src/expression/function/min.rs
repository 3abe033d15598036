//! The least of a list.

use super::{
    Accepts, Attributes, Example, Function, Parameter,
    extreme::{self, Extreme},
};
use engine_fhir::quantity::Comparator;
use std::cmp::Ordering;

pub(super) static FUNCTION: Function = Function {
    name: "min",
    signature: "min(list) -> number, quantity or date",
    documentation: "The least of numbers, quantities or dates; absent of an absent or empty list, unknown where an element is missing. Of a list that may lack elements it is known to be at most what was found.",
    example: Example { expression: "min(scores)", result: "1" },
    parameters: &[Parameter::one(Accepts::Ordered)],
    attributes: Attributes { argument_count_help: Some("the lesser of two values is `if(a < b, a, b)`"), ..Attributes::NONE },
    build: |call| extreme::build(call, Extreme { wanted: Ordering::Less, of_open: Comparator::LessOrEqual }),
};
