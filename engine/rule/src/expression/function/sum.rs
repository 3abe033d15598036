//! The sum of a list.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};

pub(super) static FUNCTION: Function = Function {
    name: "sum",
    signature: "sum(list) -> number or quantity",
    documentation: "The sum of numbers or quantities, these in the unit of the first; 0 of an absent or empty list, unknown where an element is missing.",
    example: Example { expression: "sum(scores)", result: "9" },
    parameters: &[Parameter::one(Accepts::Measures)],
    attributes: Attributes::NONE,
    build: |call| {
        let kind = call.kind(0).of_elements();
        let zero = measure::zero(&kind);
        call.over_list_from_zero(kind, move |list, _, _| measure::sum(list).unwrap_or_else(|| zero.value()))
    },
};
