//! Texts with `{{ expression }}` in them: compiled once, printed at each call.
//!
//! Knows expressions, and what becomes of one that is missing. Must never know what a text is for; `escape` knows where it goes.

pub(crate) mod escape;

use super::context::RuleContext;
use crate::{
    expression::Expression,
    frame::Frame,
    scope::names::Names,
    value::{Cause, Missing, Value, print},
};
use engine_syntax::{
    catalogue::{prints_missing_value, prints_unprintable, template_block, template_syntax},
    diagnostic::Diagnostic,
    source::Text,
};
pub(crate) use escape::EscapeContext;
use std::ops::Range;

/// An empty text with the capacity that most need, so that it needn't move while it grows.
pub(crate) fn with_capacity() -> String {
    String::with_capacity(256)
}

/// A compiled text.
#[derive(Debug)]
pub(crate) struct Template {
    parts: Vec<Part>,
    escape: EscapeContext,
}

#[derive(Debug)]
enum Part {
    Literal(Literal),
    Expression(Expression),
}

/// Text as written, and where in the scalar it begins.
#[derive(Debug)]
pub(crate) struct Literal {
    pub(crate) text: String,
    pub(crate) start: usize,
}

/// How long a text can be, in characters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Length {
    /// What is known of it.
    pub(crate) known: usize,
    /// Whether data adds more.
    pub(crate) is_open: bool,
}

/// What a template does with a value that may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhenMissing {
    /// It is a mistake: a person would read a gap.
    Refuse,
    /// The whole text is left out: a member of a resource.
    LeaveOut,
}

impl Template {
    /// Compiles `text`; `None` where a mistake has been reported.
    pub(crate) fn compile(
        text: &Text,
        escape: EscapeContext,
        when_missing: WhenMissing,
        context: &mut RuleContext<'_>,
    ) -> Option<Template> {
        let pieces = split(text, context)?;
        let parts: Vec<Option<Part>> = pieces.into_iter().map(|piece| Part::compile(text, piece, when_missing, context)).collect();
        Some(Template { parts: parts.into_iter().collect::<Option<_>>()?, escape })
    }

    /// Compiles one line of plain text for a person to read.
    pub(crate) fn compile_line(text: &Text, context: &mut RuleContext<'_>) -> Option<Template> {
        Template::compile(text, EscapeContext::Line, WhenMissing::Refuse, context)
    }

    /// The expression, where the text is one `{{ }}` and nothing else.
    pub(crate) fn into_single(mut self) -> Result<Expression, Template> {
        match self.parts.pop() {
            Some(Part::Expression(expression)) if self.parts.is_empty() => Ok(expression),
            Some(part) => {
                self.parts.push(part);
                Err(self)
            }
            None => Err(self),
        }
    }

    /// The text, where it has no expressions.
    pub(crate) fn as_literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Literal(literal)] => Some(&literal.text),
            _ => None,
        }
    }

    /// Whether a value that it prints may be missing.
    pub(crate) fn may_be_missing(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Expression(expression) if expression.typed().may_be_missing()))
    }

    /// What is written out.
    pub(crate) fn literals(&self) -> impl Iterator<Item = &Literal> {
        self.parts.iter().filter_map(|part| match part {
            Part::Literal(literal) => Some(literal),
            Part::Expression(_) => None,
        })
    }

    /// The texts that it may be, where it is one `{{ }}` and they are known before any call.
    pub(crate) fn texts(&self, names: &dyn Names) -> Option<Vec<String>> {
        match self.parts.as_slice() {
            [Part::Expression(expression)] => expression.texts(names),
            _ => None,
        }
    }

    /// How long it can be.
    pub(crate) fn length(&self, names: &dyn Names) -> Length {
        let count = |text: &String| text.chars().count();
        self.parts.iter().fold(Length { known: 0, is_open: false }, |length, part| {
            let known = match part {
                Part::Literal(literal) => Some(count(&literal.text)),
                Part::Expression(expression) => expression.texts(names).map(|texts| texts.iter().map(count).max().unwrap_or_default()),
            };
            Length { known: length.known + known.unwrap_or_default(), is_open: length.is_open || known.is_none() }
        })
    }

    /// Appends the text. `Err` where a value was missing; `out` then holds a part of it.
    pub(crate) fn print<'d>(&'d self, frame: &Frame<'d>, out: &mut String) -> Result<(), Missing> {
        for part in &self.parts {
            match part {
                Part::Literal(literal) => out.push_str(&literal.text),
                Part::Expression(expression) => self.print_value(&expression.evaluate(frame), out)?,
            }
        }
        Ok(())
    }

    /// Prints the text on its own.
    pub(crate) fn text<'d>(&'d self, frame: &Frame<'d>) -> Result<String, Missing> {
        let mut out = String::new();
        self.print(frame, &mut out).map(|()| out)
    }

    /// Appends the text for a person to read. A value that is missing all the same, within a list say, reads "unknown": no card is lost for it.
    pub(crate) fn show<'d>(&'d self, frame: &Frame<'d>, out: &mut String) {
        for part in &self.parts {
            match part {
                Part::Literal(literal) => out.push_str(&literal.text),
                Part::Expression(expression) => {
                    let before = out.len();
                    if self.print_value(&expression.evaluate(frame), out).is_err() {
                        out.truncate(before);
                        out.push_str("unknown");
                    }
                }
            }
        }
    }

    /// [`Template::show`] on its own.
    pub(crate) fn shown<'d>(&'d self, frame: &Frame<'d>) -> String {
        let mut out = with_capacity();
        self.show(frame, &mut out);
        out
    }

    fn print_value(&self, value: &Value<'_>, out: &mut String) -> Result<(), Missing> {
        let printed = print::print(value).ok_or_else(|| value.missing().unwrap_or(Missing::unknown(Cause::Unreadable)))?;
        escape::append(&printed, self.escape, out);
        Ok(())
    }
}

impl Part {
    fn compile(text: &Text, piece: Piece, when_missing: WhenMissing, context: &mut RuleContext<'_>) -> Option<Part> {
        let range = match piece {
            Piece::Literal(range) => {
                return Some(Part::Literal(Literal { start: range.start, text: text.as_str()[range].to_owned() }));
            }
            Piece::Expression(range) => range,
        };
        let expression = context.expression_in(text, range.clone())?;
        check_printable(text, range, &expression, when_missing, context)?;
        Some(Part::Expression(expression))
    }
}

fn check_printable(
    text: &Text,
    range: Range<usize>,
    expression: &Expression,
    when_missing: WhenMissing,
    context: &mut RuleContext<'_>,
) -> Option<()> {
    let (span, typed) = (text.span_of(trimmed(text.as_str(), range)), expression.typed());
    let is_data = when_missing == WhenMissing::LeaveOut;
    if !is_data && !print::is_printable(&typed.kind) {
        let message = format!("a {} can't be printed", typed.kind);
        let help = "print a value read out of it: `{ from: …, path: $.…, as: text }`";
        context.report(Diagnostic::new(&prints_unprintable::CHECK, span, message).help(help));
        return None;
    }
    if !is_data && typed.may_be_missing() {
        let diagnostic = Diagnostic::new(&prints_missing_value::CHECK, span, "this value may be missing when it is printed")
            .label("may be missing here")
            .help("show the text only where it is there (`when: present(x)`), or say what to print instead: `default(x, 'not known')`");
        context.report(diagnostic);
        return None;
    }
    Some(())
}

/// A part of a template's text, as a byte range.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(Range<usize>),
    Expression(Range<usize>),
}

/// Splits at `{{` and `}}`; braces inside an expression's quoted texts don't count.
fn split(text: &Text, context: &mut RuleContext<'_>) -> Option<Vec<Piece>> {
    let value = text.as_str();
    refuse_blocks(text, context)?;
    let mut pieces = Vec::new();
    let mut position = 0;
    while let Some(open) = value[position..].find("{{").map(|found| position + found) {
        let Some(close) = closing(value, open + 2) else {
            let diagnostic = Diagnostic::new(&template_syntax::CHECK, text.span_of(open..open + 2), "`{{` without `}}`")
                .help("close the expression with `}}`");
            context.report(diagnostic);
            return None;
        };
        if open > position {
            pieces.push(Piece::Literal(position..open));
        }
        pieces.push(Piece::Expression(open + 2..close));
        position = close + 2;
    }
    if let Some(stray) = value[position..].find("}}").map(|found| position + found) {
        let diagnostic = Diagnostic::new(&template_syntax::CHECK, text.span_of(stray..stray + 2), "`}}` without `{{`")
            .help("open the expression with `{{`");
        context.report(diagnostic);
        return None;
    }
    if position < value.len() {
        pieces.push(Piece::Literal(position..value.len()));
    }
    Some(pieces)
}

/// Where the `}}` stands that ends an expression begun at `start`.
fn closing(value: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    let bytes = value.as_bytes();
    for (index, byte) in bytes.iter().enumerate().skip(start) {
        match (quote, byte) {
            (Some(open), byte) if *byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'}') if bytes.get(index + 1) == Some(&b'}') => return Some(index),
            (None, _) => {}
        }
    }
    None
}

/// Template languages have blocks; this one has `when`, `for`, `if()` and `join()`.
fn refuse_blocks(text: &Text, context: &mut RuleContext<'_>) -> Option<()> {
    let value = text.as_str();
    let found = ["{%", "{{#", "{{/", "{{^", "{{>"].iter().filter_map(|block| value.find(block).map(|at| (at, block.len()))).min();
    let Some((at, length)) = found else { return Some(()) };
    let diagnostic = Diagnostic::new(&template_block::CHECK, text.span_of(at..at + length), "texts have no blocks")
        .help("for a text that shows sometimes: a paragraph of `detail` with `when`, or `{{ if(condition, 'this', 'that') }}`")
        .help("for a line for each element: a paragraph with `for`, or `{{ join(list, ', ') }}`");
    context.report(diagnostic);
    None
}

fn trimmed(value: &str, range: Range<usize>) -> Range<usize> {
    let inner = &value[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..start.max(range.end - (inner.len() - inner.trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn braces_in_a_quoted_text_close_nothing() {
        assert_eq!(closing("{{ 'a}}b' }}", 2), Some(10));
        assert_eq!(closing("{{ 'a}} ", 2), None);
    }
}
