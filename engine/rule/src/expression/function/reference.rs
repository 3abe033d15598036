//! What a resource is referred to by.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::term::operation::UNEXPECTED,
    value::{Value, types::Type},
};

pub(super) static FUNCTION: Function = Function {
    name: "reference",
    signature: "reference(resource) -> text",
    documentation: "The resource's `Type/id`; absent of a resource without an id.",
    example: Example { expression: "reference(patient)", result: "Patient/123" },
    parameters: &[Parameter::one(Accepts::Resource)],
    attributes: Attributes::NONE,
    build: |call| {
        let found = call.unary(Type::Text, |resource, _| match resource {
            Value::Json(node) => match (node.resource_type(), node.id()) {
                (Some(resource_type), Some(id)) => Value::text(format!("{resource_type}/{id}")),
                _ => Value::ABSENT,
            },
            _ => Value::Missing(UNEXPECTED),
        })?;
        Some(found.may_be_missing())
    },
};
