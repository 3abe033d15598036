//! Whether the second text stands somewhere in the first.

use super::{Accepts, Attributes, Example, Function, Parameter, text};

pub(super) static FUNCTION: Function = Function {
    name: "contains_text",
    signature: "contains_text(text, text) -> boolean",
    documentation: "Whether the second text stands somewhere in the first. Capital and small letters differ: compare `lower(x)` where they shouldn't.",
    example: Example { expression: "contains_text('final report', 'rep')", result: "true" },
    parameters: &[Parameter::one(Accepts::Text), Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| text::compare(call, |text, part| text.contains(part)),
};
