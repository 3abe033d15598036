//! Whether a value is in a list.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::term::operation::UNEXPECTED,
    value::{
        Cause, Missing,
        compare::{self, Comparator, Context},
    },
};

pub(super) static FUNCTION: Function = Function {
    name: "contains",
    signature: "contains(list, x) -> boolean",
    documentation: "Whether an element of the list equals `x`. False of an absent or empty list. Where elements are unknown or may be lacking, what is found is found, and what is not found is unknown.",
    example: Example { expression: "contains(scores, 5)", result: "true" },
    parameters: &[Parameter::one(Accepts::List), Parameter::one(Accepts::Anything)],
    attributes: Attributes::NONE,
    build: |call| {
        if let (Some(required_binding), Some(code)) = (call.required_binding(0), call.literal(1)) {
            required_binding.check_code(&code, call.span_of(1)).into_iter().for_each(|found| call.report(found));
        }
        let unit = call.check_comparable_element(0, 1)?;
        call.some_of(move |item, arguments, frame| {
            let context = Context { unit: unit.as_deref(), zone: &frame.clock.zone };
            let orders =
                arguments.get(1).map_or(Err(UNEXPECTED), |wanted| wanted.look(frame, |wanted| compare::orders(item, wanted, context)))?;
            Comparator::Equal.decide(orders).ok_or(Missing::unknown(Cause::Undecided))
        })
    },
};
