//! The mean of a list.

use super::{Accepts, Attributes, Example, Function, Parameter, measure};
use crate::{
    expression::term::arithmetic::{self, ArithmeticOperator},
    value::Value,
};

pub(super) static FUNCTION: Function = Function {
    name: "avg",
    signature: "avg(list) -> number or quantity",
    documentation: "The mean of numbers or quantities, these in the unit of the first; absent of an absent or empty list, unknown where an element is missing.",
    example: Example { expression: "avg(scores)", result: "3" },
    parameters: &[Parameter::one(Accepts::Measures)],
    attributes: Attributes { other_names: &["average", "mean"], ..Attributes::NONE },
    build: |call| {
        let kind = call.kind(0).of_elements();
        let average = call.over_list(kind, |list, _, _| match measure::sum(list) {
            Some(sum) => arithmetic::apply(ArithmeticOperator::Divide, sum, Value::number(list.items.len())),
            None => Value::ABSENT,
        })?;
        Some(average.may_be_missing())
    },
};
