//! Where in the file each character of a scalar stands: its value is aligned with the text that it was read from.
//!
//! Folding and indentation change whitespace only, and escapes stand for one character each, so all other characters come in the same order in both.

use crate::source::{FileId, Text, span};
use serde_yaml::granit_parser::ScalarStyle;
use std::{iter::Peekable, ops::Range};

/// The scalar that stands at `range` of `source` (quotes included; of a block, its contents) and whose value is `value`.
pub(super) fn text(file: FileId, source: &str, range: Range<usize>, style: ScalarStyle, value: &str) -> Text {
    let written = source.get(range.clone()).unwrap_or_default();
    let quotes = usize::from(matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
    let inner = if written.len() >= 2 * quotes { &written[quotes..written.len() - quotes] } else { "" };
    let start = range.start + quotes;
    let whole = span(file, range.start..range.start + if quotes == 0 { written.trim_end_matches(is_space).len() } else { written.len() });
    if inner == value {
        return Text::verbatim(value, whole, start as u32);
    }
    Text::with_places(value, whole, offsets(value, inner, start, style))
}

/// A character as written.
#[derive(Clone, Copy)]
struct Unit {
    start: usize,
    length: usize,
    is_space: bool,
    is_escape: bool,
}

/// For each byte of `value`, and for its end, where it stands in the file, `inner` starting at `start`.
fn offsets(value: &str, inner: &str, start: usize, style: ScalarStyle) -> Vec<u32> {
    let mut units = Units { rest: inner, at: start, style }.peekable();
    let mut end = start;
    let mut places = Vec::with_capacity(value.len() + 1);
    for character in value.chars() {
        let unit = if is_space(character) { next_space(&mut units) } else { next_other(&mut units) };
        let (at, step) = match unit {
            Some(unit) => {
                end = unit.start + unit.length;
                (unit.start, usize::from(!unit.is_escape))
            }
            None => (units.peek().map_or(end, |unit| unit.start), 0),
        };
        places.extend((0..character.len_utf8()).map(|byte| (at + byte * step) as u32));
    }
    places.push(end as u32);
    places
}

/// The next character, if it is a space.
fn next_space(units: &mut Peekable<Units<'_>>) -> Option<Unit> {
    units.next_if(|unit| unit.is_space)
}

/// The next character that isn't a space.
fn next_other(units: &mut Peekable<Units<'_>>) -> Option<Unit> {
    while next_space(units).is_some() {}
    units.next()
}

/// YAML's white space.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// The characters of a scalar as written, escapes read.
struct Units<'s> {
    rest: &'s str,
    at: usize,
    style: ScalarStyle,
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        loop {
            let first = self.rest.chars().next()?;
            let (length, character) = match (self.style, first) {
                (ScalarStyle::SingleQuoted, '\'') => (2, Some('\'')),
                (ScalarStyle::DoubleQuoted, '\\') => escape(self.rest),
                _ => (first.len_utf8(), Some(first)),
            };
            let length = length.min(self.rest.len());
            let start = self.at;
            self.at += length;
            self.rest = self.rest.get(length..).unwrap_or_default();
            if let Some(character) = character {
                return Some(Unit {
                    start,
                    length,
                    is_space: is_space(character),
                    is_escape: first == '\\' && self.style == ScalarStyle::DoubleQuoted,
                });
            }
        }
    }
}

/// The length of the escape that `rest` begins with, and whether it stands for a space (`' '`), another character (`'?'`),
/// or nothing: a line break that isn't part of the text.
fn escape(rest: &str) -> (usize, Option<char>) {
    let Some(kind) = rest[1..].chars().next() else { return (1, None) };
    let simple = |character| (1 + kind.len_utf8(), Some(character));
    match kind {
        'n' | 'r' | 't' | ' ' | '\t' => simple(' '),
        'x' => hexadecimal(rest, 2),
        'u' => hexadecimal(rest, 4),
        'U' => hexadecimal(rest, 8),
        '\n' | '\r' => (1 + rest[1..].len() - rest[1..].trim_start_matches(is_space).len(), None),
        _ => simple('?'),
    }
}

/// `\x41`, `\u00b5`, `\U0001F600`, and two `\u` that make one character.
fn hexadecimal(rest: &str, digits: usize) -> (usize, Option<char>) {
    let length = 2 + digits;
    let Some(code) = rest.get(2..length).and_then(|digits| u32::from_str_radix(digits, 16).ok()) else { return (2, Some('?')) };
    match char::from_u32(code) {
        Some(character) => (length, Some(if is_space(character) { ' ' } else { '?' })),
        None => (2 * length, Some('?')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Diagnostics,
        yaml::{Yaml, parse},
    };
    use proptest::prelude::*;

    /// The text of the only member of `source`.
    fn read(source: &str) -> Option<Text> {
        let mut diagnostics = Diagnostics::default();
        match parse(FileId(0), source, &mut diagnostics)? {
            Yaml::Mapping { members, .. } => match members.into_iter().next()?.1 {
                Yaml::Scalar { text, .. } if diagnostics.is_empty() => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Each character of the value stands where its place says, in order.
    fn assert_aligned(source: &str) {
        let Some(text) = read(source) else { return };
        let mut last = None;
        for (index, character) in text.as_str().char_indices().filter(|(_, character)| !is_space(*character)) {
            let place = text.span_of(index..index + character.len_utf8());
            let written = &source[place.start as usize..];
            assert!(written.starts_with(character) || written.starts_with('\\'), "{character:?} of {:?} at {written:?}", text.as_str());
            assert!(last < Some(place.start), "in order");
            last = Some(place.start);
        }
    }

    /// Where `part` of the value stands in the file, as text.
    fn place_of<'s>(source: &'s str, part: &str) -> &'s str {
        let text = read(source).expect("a text");
        let start = text.as_str().find(part).expect("part");
        let place = text.span_of(start..start + part.len());
        &source[place.start as usize..place.end as usize]
    }

    #[test]
    fn a_part_of_each_style_is_found_at_its_very_characters() {
        assert_eq!(place_of("a: one two three\n", "two"), "two");
        assert_eq!(place_of("a: one\n  two\n  three\n", "two"), "two");
        assert_eq!(place_of("a: 'it''s two'\n", "two"), "two");
        assert_eq!(place_of("a: \"\\u00b5 \\\n   two µ\"\n", "two µ"), "two µ");
        assert_eq!(place_of("a: |\n  one\n    two\n", "two"), "two");
        assert_eq!(place_of("a: >-\n  one\n  two\n\n  three\n", "three"), "three");
        assert_eq!(place_of("a: |\r\n  one\r\n  two\r\n", "two"), "two");
        assert_eq!(place_of("a: >-\n  one {{ x\n  + y }} two\n", "x + y"), "x\n  + y");
    }

    #[test]
    fn an_escape_is_one_character() {
        assert_eq!(place_of("a: \"\\\"quoted\\\" \\uD83D\\uDE00 end\"\n", "end"), "end");
        assert_eq!(place_of("a: \"tab\\tend\"\n", "end"), "end");
    }

    fn line() -> impl Strategy<Value = String> {
        "[ a-z0-9µé{}()$.,:'\"#>|-]{0,24}"
    }

    proptest! {
        #[test]
        fn block_scalars_align(lines in prop::collection::vec(line(), 1..6), header in "[|>][+-]?") {
            let body: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            assert_aligned(&format!("a: {header}\n{body}"));
        }

        #[test]
        fn quoted_scalars_align(lines in prop::collection::vec(line(), 1..5), escapes in prop::collection::vec("(\\\\n|\\\\t|\\\\\"|\\\\x41|\\\\u00b5|\\\\\\\\|\\\\\n)", 1..5)) {
            let double: Vec<String> = lines.iter().zip(escapes.iter().cycle()).map(|(line, escape)| line.replace('"', escape) + escape).collect();
            assert_aligned(&format!("a: \"{}\"\n", double.join("\n  ")));
            let single: Vec<String> = lines.iter().map(|line| line.replace('\'', "''")).collect();
            assert_aligned(&format!("a: '{}'\n", single.join("\n  ")));
        }

        #[test]
        fn plain_scalars_align(lines in prop::collection::vec("[a-z][a-z0-9µ'\"(). ]{0,20}", 1..5)) {
            assert_aligned(&format!("a: {}\n", lines.join("\n  ")));
        }

        #[test]
        fn any_text_is_read_or_reported(source in "[ -~\n\tµ]{0,200}") {
            let mut diagnostics = Diagnostics::default();
            let tree = parse(FileId(0), &source, &mut diagnostics);
            prop_assert!(tree.is_some() || diagnostics.has_errors());
            for found in diagnostics.iter() {
                prop_assert!(source.get(found.span.start as usize..found.span.end as usize).is_some(), "{:?}", found.span);
            }
        }
    }
}
