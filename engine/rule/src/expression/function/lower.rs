//! The text in small letters.

use super::{Accepts, Attributes, Example, Function, Parameter, text};

pub(super) static FUNCTION: Function = Function {
    name: "lower",
    signature: "lower(text) -> text",
    documentation: "The text in small letters.",
    example: Example { expression: "lower('HbA1c')", result: "hba1c" },
    parameters: &[Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| text::change(call, |text| text.to_lowercase()),
};
