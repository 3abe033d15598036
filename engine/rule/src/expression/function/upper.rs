//! The text in capital letters.

use super::{Accepts, Attributes, Example, Function, Parameter, text};

pub(super) static FUNCTION: Function = Function {
    name: "upper",
    signature: "upper(text) -> text",
    documentation: "The text in capital letters.",
    example: Example { expression: "upper('HbA1c')", result: "HBA1C" },
    parameters: &[Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| text::change(call, |text| text.to_uppercase()),
};
