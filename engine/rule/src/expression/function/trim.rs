//! The text without blanks at its ends.

use super::{Accepts, Example, Function, Parameter, text};

pub(super) static FUNCTION: Function = Function {
    name: "trim",
    signature: "trim(text) -> text",
    documentation: "The text without blanks at its ends.",
    example: Example { expression: "trim('  final ')", result: "final" },
    parameters: &[Parameter::one(Accepts::Text)],
    build: |call| text::change(call, |text| text.trim().to_owned()),
};
