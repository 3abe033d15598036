//! Why a text can't be parsed: the place, and what is expected there. Must never quote the text, which may hold patient data.

use super::{MAX_DEPTH, MAX_LENGTH};
use std::fmt;

/// Why a text can't be parsed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Byte offset into the text.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What was wrong there.
    pub reason: ParseErrorReason,
}

/// What was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseErrorReason {
    /// Nothing, or nothing but white space.
    Empty,
    /// The text ends within a value.
    CutShort,
    /// A byte order mark at the start.
    ByteOrderMark,
    /// Bytes that aren't UTF-8.
    NotUtf8,
    /// More than [`MAX_LENGTH`] bytes.
    TooLong,
    /// More than [`MAX_DEPTH`] arrays and objects within one another.
    TooDeep,
    /// Something other than a value.
    Value,
    /// Something other than a member's name.
    Name,
    /// No colon after a member's name.
    Colon,
    /// Neither a comma nor the end after an element.
    ArrayCommaOrEnd,
    /// Neither a comma nor the end after a member.
    ObjectCommaOrEnd,
    /// A comma with nothing after it in its array or object.
    TrailingComma,
    /// Something other than a digit within a number.
    Digit,
    /// A number that starts with a needless zero.
    LeadingZero,
    /// A line break, tab or other control character in a string, not escaped.
    ControlCharacter,
    /// A backslash that doesn't begin an escape.
    Escape,
    /// A `\u` without four hexadecimal digits.
    HexadecimalEscape,
    /// A `\u` of one half of a surrogate pair without the other.
    HalfSurrogatePair,
    /// Something after the whole.
    TrailingText,
}

impl ParseError {
    /// An error at `offset`. A text that fails at its very end was cut short, or is empty.
    pub(super) fn new(text: &[u8], offset: usize, reason: ParseErrorReason) -> ParseError {
        let before = text.get(..offset).unwrap_or(text);
        let reason = match text.get(offset..) {
            Some([]) if before.trim_ascii().is_empty() => ParseErrorReason::Empty,
            Some([]) => ParseErrorReason::CutShort,
            Some([0xEF, 0xBB, 0xBF, ..]) if offset == 0 => ParseErrorReason::ByteOrderMark,
            _ => reason,
        };
        let (line, column) = line_and_column(text, offset);
        ParseError { offset, line, column, reason }
    }
    pub(super) fn not_utf8(text: &[u8]) -> ParseError {
        let offset = simdutf8::compat::from_utf8(text).err().map_or(0, |error| error.valid_up_to());
        ParseError::new(text, offset, ParseErrorReason::NotUtf8)
    }
}

/// The line and the column of a byte offset into a text in UTF-8, both from 1; columns count characters.
pub fn line_and_column(text: &[u8], offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let column = 1 + before.get(line_start..).unwrap_or_default().iter().filter(|byte| starts_character(**byte)).count();
    (line, column)
}

/// Whether a byte of UTF-8 isn't a continuation of the one before.
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}: {}", self.line, self.column, self.reason)
    }
}

impl std::error::Error for ParseError {}

impl fmt::Display for ParseErrorReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            ParseErrorReason::Empty => "the text is empty; JSON is expected",
            ParseErrorReason::CutShort => "the JSON ends before it is complete; send the whole of it",
            ParseErrorReason::ByteOrderMark => "the text starts with a byte order mark; save it as UTF-8 without one",
            ParseErrorReason::NotUtf8 => "this is not UTF-8; save or send the text in UTF-8",
            ParseErrorReason::TooLong => return write!(formatter, "the text has more than {MAX_LENGTH} bytes; send it in parts"),
            ParseErrorReason::TooDeep => {
                return write!(formatter, "arrays and objects are nested more than {MAX_DEPTH} deep here; send it with fewer levels");
            }
            ParseErrorReason::Value => {
                "a value is expected here: an object, an array, a string in double quotes, a number, true, false or null"
            }
            ParseErrorReason::Name => "the name of a member is expected here, in double quotes",
            ParseErrorReason::Colon => "a colon is expected here, between the name of a member and its value",
            ParseErrorReason::ArrayCommaOrEnd => "a comma or a closing bracket ] is expected here, after an element of an array",
            ParseErrorReason::ObjectCommaOrEnd => "a comma or a closing brace } is expected here, after a member of an object",
            ParseErrorReason::TrailingComma => "another element or member is expected here; remove the comma before it if there is none",
            ParseErrorReason::Digit => "a digit is expected here, within a number",
            ParseErrorReason::LeadingZero => "a number does not start with a needless zero; remove it, or put the number in double quotes",
            ParseErrorReason::ControlCharacter => {
                "a string does not hold a line break, a tab or a control character as such; write it as an escape, such as \\n"
            }
            ParseErrorReason::Escape => "a backslash is followed by one of \" \\ / b f n r t u; write a backslash itself as \\\\",
            ParseErrorReason::HexadecimalEscape => "\\u is followed by four hexadecimal digits, such as \\u00e9",
            ParseErrorReason::HalfSurrogatePair => {
                "this escape is one half of a surrogate pair, and its other half is missing; write both, or the character itself"
            }
            ParseErrorReason::TrailingText => "nothing but white space is expected after the end of the JSON; remove the rest",
        };
        formatter.write_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_lines_from_one() {
        let place = |text: &str, offset| {
            let error = ParseError::new(text.as_bytes(), offset, ParseErrorReason::Value);
            (error.line, error.column)
        };
        assert_eq!(place("abc", 0), (1, 1));
        assert_eq!(place("é😀c", 6), (1, 3));
        assert_eq!(place("a\r\n\nbc", 5), (3, 2));
    }
    #[test]
    fn each_reason_says_what_is_expected() {
        let all = [
            ParseErrorReason::Empty,
            ParseErrorReason::CutShort,
            ParseErrorReason::ByteOrderMark,
            ParseErrorReason::NotUtf8,
            ParseErrorReason::TooLong,
            ParseErrorReason::TooDeep,
            ParseErrorReason::Value,
            ParseErrorReason::Name,
            ParseErrorReason::Colon,
            ParseErrorReason::ArrayCommaOrEnd,
            ParseErrorReason::ObjectCommaOrEnd,
            ParseErrorReason::TrailingComma,
            ParseErrorReason::Digit,
            ParseErrorReason::LeadingZero,
            ParseErrorReason::ControlCharacter,
            ParseErrorReason::Escape,
            ParseErrorReason::HexadecimalEscape,
            ParseErrorReason::HalfSurrogatePair,
            ParseErrorReason::TrailingText,
        ];
        insta::assert_snapshot!(all.map(|reason| reason.to_string()).join("\n"), @r#"
        the text is empty; JSON is expected
        the JSON ends before it is complete; send the whole of it
        the text starts with a byte order mark; save it as UTF-8 without one
        this is not UTF-8; save or send the text in UTF-8
        the text has more than 1073741823 bytes; send it in parts
        arrays and objects are nested more than 128 deep here; send it with fewer levels
        a value is expected here: an object, an array, a string in double quotes, a number, true, false or null
        the name of a member is expected here, in double quotes
        a colon is expected here, between the name of a member and its value
        a comma or a closing bracket ] is expected here, after an element of an array
        a comma or a closing brace } is expected here, after a member of an object
        another element or member is expected here; remove the comma before it if there is none
        a digit is expected here, within a number
        a number does not start with a needless zero; remove it, or put the number in double quotes
        a string does not hold a line break, a tab or a control character as such; write it as an escape, such as \n
        a backslash is followed by one of " \ / b f n r t u; write a backslash itself as \\
        \u is followed by four hexadecimal digits, such as \u00e9
        this escape is one half of a surrogate pair, and its other half is missing; write both, or the character itself
        nothing but white space is expected after the end of the JSON; remove the rest
        "#);
    }
}
