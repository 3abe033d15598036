//! Whether the first text starts with the second.

use super::{Accepts, Attributes, Example, Function, Parameter, text};

pub(super) static FUNCTION: Function = Function {
    name: "starts_with",
    signature: "starts_with(text, text) -> boolean",
    documentation: "Whether the first text starts with the second. Capital and small letters differ: compare `lower(x)` where they shouldn't.",
    example: Example { expression: "starts_with('final report', 'final')", result: "true" },
    parameters: &[Parameter::one(Accepts::Text), Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| text::compare(call, |text, part| text.starts_with(part)),
};
