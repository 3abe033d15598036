//! A list as text.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::term::operation::{UNEXPECTED, argument},
    value::{Value, print, types::Type},
};

pub(super) static FUNCTION: Function = Function {
    name: "join",
    signature: "join(list, text) -> text",
    documentation: "The elements as they print, with the text between them; of an empty list an empty text. What is absent is left out, what is unknown prints as 'unknown'.",
    example: Example { expression: "join(names, ' and ')", result: "Ada and Bo and Ada" },
    parameters: &[Parameter::one(Accepts::Printable), Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| {
        call.over_list(Type::Text, |list, arguments, frame| match argument(arguments, 1, frame) {
            Value::Text(separator) => Value::text(print::join(&list.items, &separator)),
            Value::Missing(missing) => Value::Missing(missing.as_operand()),
            _ => Value::Missing(UNEXPECTED),
        })
    },
};
