//! What the YAML parser could not read, in the words of whoever wrote it: the cause is sought in the line, since the parser only knows where it stopped.

use crate::{
    catalogue::{comment_cuts_text, too_complex, unquoted_template, yaml_alias, yaml_syntax, yaml_tag},
    diagnostic::Diagnostic,
    source::{FileId, span},
};
use serde_yaml::granit_parser::{ErrorKind, ScalarStyle, ScanError};
use std::ops::Range;

/// A syntax error, and what to cover so that the rest of the file can be read.
pub(super) struct Slip {
    /// What is wrong.
    pub(super) diagnostic: Diagnostic,
    /// The value that broke the grammar, where it ends with its line.
    pub(super) cover: Option<Range<usize>>,
}

/// Explains `error`.
pub(super) fn explain(file: FileId, source: &str, error: &ScanError) -> Slip {
    let at = floor(source, error.marker().byte_offset().unwrap_or(source.len()));
    let value = suspect(source, at);
    let written = &source[value.clone()];
    if let Some(diagnostic) = cause_in_value(file, source, value.clone(), error.kind()) {
        let ends_with_line = !written.starts_with(['[', '{']) || written.starts_with("{{") || written.ends_with([']', '}']);
        return Slip { diagnostic, cover: ends_with_line.then_some(value) };
    }
    Slip { diagnostic: general(file, source, at, error.kind()), cover: None }
}

/// A text that begins with `!`, which YAML takes for a tag. `written` is the tag.
pub(super) fn tag(file: FileId, range: Range<usize>, written: &str) -> Diagnostic {
    let found = Diagnostic::new(&yaml_tag::CHECK, span(file, range), "a text that begins with `!` needs quotes")
        .label("YAML takes a leading `!` for a tag");
    if written.starts_with("!!") {
        return found.help("leave the tag out; to have a number as text, put it in quotes");
    }
    found.help("write `not(…)` instead of `!`, or put the whole text in quotes")
}

/// A text that begins with `{{` at `start` and stands without quotes.
pub(super) fn unquoted_template(file: FileId, source: &str, start: usize) -> Diagnostic {
    let line = source[start..].lines().next().unwrap_or_default().trim_end();
    let end = line.rfind("}}").map_or(line.len(), |at| at + 2);
    unquoted_text(file, start..start + end, line)
}

/// The same where it stands inside brackets: it ends with its item.
fn unquoted_item(file: FileId, source: &str, start: usize, end: usize) -> Diagnostic {
    let rest = &source[start..end];
    let braces = rest.find("}}").map_or(rest.len(), |at| at + 2);
    let item = rest[braces..].find([',', '}', ']']).map_or(rest, |at| &rest[..braces + at]).trim_end();
    unquoted_text(file, start..start + braces, item)
}

fn unquoted_text(file: FileId, range: Range<usize>, whole: &str) -> Diagnostic {
    Diagnostic::new(&unquoted_template::CHECK, span(file, range), "a text that begins with `{{` needs quotes")
        .label("YAML reads braces as a mapping")
        .help(format!("write \"{}\"", whole.replace('"', "'")))
}

/// A text without quotes that ends before ` #`, where what follows looks like more of it: `Room #2`.
pub(super) fn cut_by_comment(file: FileId, source: &str, range: Range<usize>, style: ScalarStyle) -> Option<Diagnostic> {
    if style != ScalarStyle::Plain {
        return None;
    }
    let rest = source.get(range.end..)?.lines().next()?;
    let comment = rest
        .trim_start_matches(' ')
        .strip_prefix('#')
        .filter(|comment| comment.starts_with(|next: char| !matches!(next, ' ' | '#' | '\t')))?;
    let start = range.end + rest.len() - comment.len() - 1;
    let whole = format!("{}{}", &source[range.clone()], rest.trim_end());
    let found =
        Diagnostic::new(&comment_cuts_text::CHECK, span(file, start..range.end + rest.trim_end().len()), "the text ends before this `#`");
    Some(found.label("YAML takes it for a comment").help(format!(
        "if it belongs to the text, put the whole in quotes: \"{}\"; if it is a comment, write a space behind the `#`",
        whole.replace('"', "'")
    )))
}

/// The cause, where the value of the line shows it.
fn cause_in_value(file: FileId, source: &str, value: Range<usize>, kind: &ErrorKind) -> Option<Diagnostic> {
    let written = &source[value.clone()];
    let syntax = |range, message: String| Diagnostic::new(&yaml_syntax::CHECK, span(file, range), message);
    let first = written.chars().next()?;
    let is_flow = matches!(first, '[' | '{');
    if written.starts_with("{{") {
        return Some(unquoted_template(file, source, value.start));
    }
    if let Some(bang) = leading_bang(written, is_flow) {
        let start = value.start + bang;
        let length = source[start..value.end].find([' ', ',', '(']).unwrap_or(value.end - start).max(1);
        return Some(tag(file, start..start + length, &source[start..value.end]));
    }
    if matches!(first, '*' | '&') && !written.starts_with("&&") {
        let message = format!("a text that begins with `{first}` needs quotes");
        return Some(
            Diagnostic::new(&yaml_alias::CHECK, span(file, value.clone()), message)
                .label(format!("YAML takes a leading `{first}` for a reference"))
                .help(format!("write \"{}\"", written.replace('"', "'"))),
        );
    }
    if matches!(first, '@' | '`' | '%') {
        let message = format!("a text that begins with `{first}` needs quotes");
        return Some(syntax(value.clone(), message).help(format!("write \"{written}\"")));
    }
    if matches!(kind, ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar) && !is_flow {
        let quote = if first == '\'' { '"' } else { '\'' };
        let message = "the text goes on after its closing quote".to_owned();
        return Some(
            syntax(value.clone(), message)
                .help(format!("put the whole text in the other quotes: {quote}{written}{quote}, or in a block after `|`")),
        );
    }
    if let Some(braces) = written.find(": {{").filter(|_| is_flow) {
        return Some(unquoted_item(file, source, value.start + braces + ": ".len(), value.end));
    }
    if is_flow && is_flow_error(kind) {
        let message = format!("what stands between `{first}` and its closing bracket can't be read");
        return Some(syntax(value, message).help("inside `[ ]` and `{ }` a text that itself holds `,` `[` `]` `{` `}` or `: ` needs quotes, as in { from: labs, path: '$.entry[0]' }"));
    }
    if matches!(kind, ErrorKind::MappingValueNotAllowed) {
        let colon = written
            .find(": ")
            .or_else(|| written.ends_with(':').then(|| written.len() - 1))
            .filter(|_| !written.starts_with(['"', '\'']))?;
        let start = value.start + colon;
        let message = "a text with a colon and a space in it needs quotes".to_owned();
        return Some(
            syntax(start..start + 1, message)
                .label("YAML takes this for the end of a key")
                .help(format!("write \"{}\"", written.replace('"', "'"))),
        );
    }
    if matches!(first, '>' | '|') && matches!(kind, ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent) {
        let message = format!("a text that begins with `{first}` needs quotes");
        return Some(syntax(value, message).label(format!("YAML takes a leading `{first}` for the start of a block of text")));
    }
    None
}

/// Where a `!` begins a text: the value, or inside brackets one of its items.
fn leading_bang(written: &str, is_flow: bool) -> Option<usize> {
    written.match_indices('!').map(|(at, _)| at).find(|&at| {
        let before = written[..at].trim_end();
        before.is_empty() || is_flow && before.ends_with(['[', '{', ',', ':']) && !written[at..].starts_with("!=")
    })
}

fn is_flow_error(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::MisplacedFlowCollectionEnd
            | ErrorKind::MismatchedFlowCollectionEnd { .. }
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::UnexpectedCharacter { .. }
            | ErrorKind::SimpleKeyExpected
    )
}

/// What the parser says, put plainly.
fn general(file: FileId, source: &str, at: usize, kind: &ErrorKind) -> Diagnostic {
    let next = source[at..].chars().next().map_or(0, char::len_utf8);
    let place = span(file, at..at + next);
    let cause = Cause::of(kind);
    let check = if cause == Cause::Depth { &too_complex::CHECK } else { &yaml_syntax::CHECK };
    let found = Diagnostic::new(check, place, cause.message());
    let found = cause.help().into_iter().fold(found, Diagnostic::help);
    if cause == Cause::Other { found.label(kind.to_string()) } else { found }
}

/// Why the parser stopped, as far as whoever wrote the file needs to know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    Depth,
    Tab,
    OpenQuote,
    OpenBracket,
    StrayBracket,
    Indentation,
    KeyWithoutColon,
    Escape,
    ControlCharacter,
    Other,
}

impl Cause {
    fn of(kind: &ErrorKind) -> Cause {
        match kind {
            ErrorKind::RecursionLimitExceeded => Cause::Depth,
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar => Cause::Tab,
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => Cause::OpenQuote,
            ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidColonPlacement => Cause::OpenBracket,
            ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => Cause::StrayBracket,
            ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::InvalidIndentation
            | ErrorKind::MappingValueNotAllowed
            | ErrorKind::BlockSequenceEntryNotAllowed => Cause::Indentation,
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Cause::KeyWithoutColon,
            ErrorKind::UnknownQuotedScalarEscape => Cause::Escape,
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => Cause::ControlCharacter,
            _ => Cause::Other,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Cause::Depth => "lists and mappings stand too deep inside each other here",
            Cause::Tab => "a tab stands where YAML wants spaces",
            Cause::OpenQuote => "this quote is never closed",
            Cause::OpenBracket => "a bracket is not closed before this",
            Cause::StrayBracket => "this bracket closes nothing",
            Cause::Indentation => "this line does not fit the lines above it",
            Cause::KeyWithoutColon => "a key without a colon",
            Cause::Escape => "YAML doesn't know this escape",
            Cause::ControlCharacter => "a character that is no text stands here",
            Cause::Other => "this is no valid YAML",
        }
    }

    fn help(self) -> Option<&'static str> {
        Some(match self {
            Cause::Depth => return None,
            Cause::Tab => "indent with spaces; most editors can turn tabs into spaces as you type",
            Cause::OpenQuote => "close the text with the quote that it began with",
            Cause::OpenBracket => "close the `[` or `{` above, and put a comma between its items",
            Cause::StrayBracket => "remove it, or open it before",
            Cause::Indentation => {
                "give keys that belong together the same indentation, in spaces; an item of a list begins with `- ` on a line of its own"
            }
            Cause::KeyWithoutColon => {
                "write `key: value`, with a space after the colon; to go on with the text above, indent this line more"
            }
            Cause::Escape => "inside double quotes write a backslash twice, or put the text in single quotes",
            Cause::ControlCharacter => "save the file as plain text in UTF-8; this may be no text file at all",
            Cause::Other => "compare it with the lines around it",
        })
    }
}

/// The value that the parser stumbled over: that of the line where it stopped, or, where it stopped before that value, of the line above.
fn suspect(source: &str, at: usize) -> Range<usize> {
    let value = value_of_line(source, at);
    if value.start <= at {
        return value;
    }
    let line_start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    value_of_line(source, source[..line_start].trim_end().len())
}

/// The value that stands in the line of `at`: behind indentation, dashes and a key.
fn value_of_line(source: &str, at: usize) -> Range<usize> {
    let line_start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = line_start + source[line_start..].find('\n').unwrap_or(source.len() - line_start);
    let mut start = line_start;
    loop {
        let rest = &source[start..line_end];
        start += rest.len() - rest.trim_start().len();
        match source[start..line_end].strip_prefix("- ") {
            Some(_) => start += 2,
            None => break,
        }
    }
    let rest = &source[start..line_end];
    if !rest.starts_with(['"', '\'', '[', '{'])
        && let Some(colon) = rest.find(": ")
    {
        start += colon + 2;
        let value = &source[start..line_end];
        start += value.len() - value.trim_start().len();
    }
    let value = source[start..line_end].trim_end();
    let end = value.find(" #").map_or(value.len(), |comment| value[..comment].trim_end().len());
    start..start + end
}

/// The start of the character that `at` is in.
fn floor(source: &str, at: usize) -> usize {
    (0..=at.min(source.len())).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0)
}
