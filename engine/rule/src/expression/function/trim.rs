//! The text without blanks at its ends.

use super::{Accepts, Attributes, Example, Function, Parameter, text};

pub(super) static FUNCTION: Function = Function {
    name: "trim",
    signature: "trim(text) -> text",
    documentation: "The text without blanks at its ends.",
    example: Example { expression: "trim('  final ')", result: "final" },
    parameters: &[Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| text::change(call, |text| text.trim().to_owned()),
};
