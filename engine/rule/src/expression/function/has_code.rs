//! Whether a concept has a coding.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::{
        term::{
            Term,
            operation::{Operation, UNEXPECTED, argument},
        },
        typing::call_site::CallSite,
    },
    frame::Frame,
    terminology,
    value::{Cause, Value, types::Type},
};
use engine_fhir::concept::Concept;
use engine_syntax::source::{Span, Text};

pub(super) static FUNCTION: Function = Function {
    name: "has_code",
    signature: "has_code(code, 'system', 'code') -> boolean",
    documentation: "Whether one of the code's codings is this code of this system. Unknown of a missing code, of one that is text only, and where the same code came without a system.",
    example: Example { expression: "has_code(problem, 'http://snomed.info/sct', '44054006')", result: "true" },
    parameters: &[Parameter::one(Accepts::Code), Parameter::one(Accepts::Text), Parameter::one(Accepts::Text)],
    attributes: Attributes::NONE,
    build: |call| {
        if let (Some(system), Some(code)) = (literal(call, 1), literal(call, 2)) {
            terminology::check_coding(&system, &code, call.diagnostics);
            let found = match call.required_binding(0) {
                Some(required_binding) => required_binding.check_coding(system.as_str(), code.as_str(), code.span()),
                None => call.library.check_known(system.as_str(), code.as_str(), code.span()),
            };
            found.into_iter().for_each(|found| call.report(found));
        }
        call.with(Type::Boolean, HasCode)
    },
};

/// An argument that is a text in quotes, as it stands in the file.
fn literal(call: &CallSite<'_>, index: usize) -> Option<Text> {
    let (written, span) = (call.literal(index)?, call.span_of(index));
    Some(Text::verbatim(written, Span { start: span.start + 1, end: span.end.saturating_sub(1), ..span }, span.start + 1))
}

struct HasCode;

impl Operation for HasCode {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match (argument(arguments, 0, frame), argument(arguments, 1, frame), argument(arguments, 2, frame)) {
            (Value::Missing(missing), _, _) | (_, Value::Missing(missing), _) | (_, _, Value::Missing(missing)) => {
                Value::Missing(missing.as_operand())
            }
            (Value::Code(concept), Value::Text(system), Value::Text(code)) => match has(concept, &system, &code) {
                Some(has) => Value::Boolean(has),
                None => Value::unknown(Cause::Undecided),
            },
            _ => Value::Missing(UNEXPECTED),
        }
    }
}

/// `None` where a Coding without a system, or none at all, leaves it open. A bare `code` is judged by the code alone, for its element fixes its system.
fn has(concept: Concept<'_>, system: &str, code: &str) -> Option<bool> {
    if let Some(bare) = concept.node().as_text() {
        return Some(bare == code);
    }
    let mut can_be_told = false;
    for coding in concept.codings() {
        match (coding.system.as_deref(), coding.code.as_deref()) {
            (Some(other), Some(found)) if other == system && found == code => return Some(true),
            (None, Some(found)) if found == code => return None,
            (_, found) => can_be_told |= found.is_some(),
        }
    }
    can_be_told.then_some(false)
}
