//! Whether a text has a pattern in it.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::{term::operation::UNEXPECTED, typing::call_site::CallSite},
    value::{Value, types::Type},
};
use engine_syntax::{catalogue, diagnostic::Diagnostic};
use regex::{Regex, RegexBuilder};

pub(super) static FUNCTION: Function = Function {
    name: "matches",
    signature: "matches(text, 'pattern') -> boolean",
    documentation: "Whether the pattern, a regular expression, is found in the text; `^` is its start and `$` its end.",
    example: Example { expression: "matches('A1C 7.2', '[0-9]+\\.[0-9]')", result: "true" },
    parameters: &[Parameter::one(Accepts::Text), Parameter::one(Accepts::Literal)],
    attributes: Attributes::NONE,
    build: |call| {
        let pattern = call.literal(1)?;
        let regex = compile(call, &pattern)?;
        call.unary(Type::Boolean, move |text, _| match text {
            Value::Text(text) => Value::Boolean(regex.is_match(&text)),
            _ => Value::Missing(UNEXPECTED),
        })
    },
};

/// How much memory a compiled pattern may take, in bytes.
const SIZE_LIMIT: usize = 256 * 1024;

fn compile(call: &mut CallSite<'_>, pattern: &str) -> Option<Regex> {
    let compiled = RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).dfa_size_limit(SIZE_LIMIT).build();
    let problem = match compiled {
        Ok(regex) => return Some(regex),
        Err(regex::Error::CompiledTooBig(_)) => "it is too large".to_owned(),
        Err(error) => error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    };
    let diagnostic = Diagnostic::new(&catalogue::bad_pattern::CHECK, call.span_of(1), format!("this is no pattern: {problem}"))
        .help("a pattern is a regular expression: `[0-9]` a digit, `.` any character, `\\.` a point, `+` once or more, `|` or; without `(?=` and `\\1`");
    call.report(diagnostic);
    None
}
