//! A list without repetitions.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::value::{
    List, Value,
    compare::{self, Context},
};
use jiff::tz::TimeZone;
use std::rc::Rc;

pub(super) static FUNCTION: Function = Function {
    name: "distinct",
    signature: "distinct(list) -> list",
    documentation: "The elements in their order, each once: numbers, texts and dates that are equal, codes that share a coding, the same resource. Two that may or may not be the same are both kept.",
    example: Example { expression: "count(distinct(names))", result: "2" },
    parameters: &[Parameter::one(Accepts::List)],
    attributes: Attributes::NONE,
    build: |call| {
        let kind = call.kind(0);
        call.over_list(kind, |list, _, frame| {
            let mut items: Vec<Value<'_>> = Vec::with_capacity(list.items.len());
            for item in &list.items {
                if !items.iter().any(|kept| is_same(kept, item, &frame.clock.zone)) {
                    items.push(item.clone());
                }
            }
            Value::List(Rc::new(List { items, open: list.open }))
        })
    },
};

fn is_same(one: &Value<'_>, other: &Value<'_>, zone: &TimeZone) -> bool {
    match (one, other) {
        (Value::Json(one), Value::Json(other)) => one.is_same(*other) || one.raw() == other.raw(),
        _ => compare::orders(one, other, Context { unit: None, zone }).is_ok_and(|orders| orders.is_equal() == Some(true)),
    }
}
