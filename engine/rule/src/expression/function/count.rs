//! How many elements a list has.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::value::{Number, Value, types::Type};
use engine_fhir::{Decimal, quantity::Comparator};

pub(super) static FUNCTION: Function = Function {
    name: "count",
    signature: "count(list) -> number",
    documentation: "How many elements a list has; 0 of an absent one. Where it can't be told of some whether they belong to it, the count is 'at least' as many: `>= 2`, and what that decides is decided.",
    example: Example { expression: "count(scores)", result: "3" },
    parameters: &[Parameter::one(Accepts::List)],
    attributes: Attributes { least: Some(Decimal::ZERO), is_whole: true, other_names: &["length", "len", "size"], ..Attributes::NONE },
    build: |call| {
        call.over_list_from_zero(Type::Number, |list, _, _| {
            let comparator = list.open.map(|_| Comparator::GreaterOrEqual);
            Value::Number(Number { value: list.items.len().into(), comparator })
        })
    },
};
