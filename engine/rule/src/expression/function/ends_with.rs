//! Whether the first text ends with the second.

use super::{Accepts, Attributes, Example, Function, Parameter, text};

pub(super) static FUNCTION: Function = Function {
    name: "ends_with",
    signature: "ends_with(text, text) -> boolean",
    documentation: "Whether the first text ends with the second. Capital and small letters differ: compare `lower(x)` where they shouldn't.",
    example: Example { expression: "ends_with('final report', 'final')", result: "false" },
    parameters: &[Parameter::one(Accepts::Text), Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| text::compare(call, |text, part| text.ends_with(part)),
};
