//! Why a text is no document: the place and what is expected there. Never quotes the text, which may hold patient data.

use super::{MAX_DEPTH, MAX_LENGTH};
use std::fmt;

/// Why a text is no document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Byte offset into the text.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What was wrong there.
    pub reason: Reason,
}

/// What was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing, or nothing but white space.
    Empty,
    /// The text ends within a value.
    CutShort,
    /// A byte order mark at the start.
    ByteOrderMark,
    /// Bytes that are no UTF-8.
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
    /// A backslash followed by what is no escape.
    Escape,
    /// A `\u` without four hexadecimal digits.
    HexadecimalEscape,
    /// A `\u` of one half of a surrogate pair without the other.
    HalfSurrogatePair,
    /// Something after the whole.
    TrailingText,
}

impl ParseError {
    /// An error at `offset`; what fails at the very end was cut short, or is empty.
    pub(super) fn new(text: &[u8], offset: usize, reason: Reason) -> ParseError {
        let before = text.get(..offset).unwrap_or(text);
        let reason = match text.get(offset..) {
            Some([]) if before.trim_ascii().is_empty() => Reason::Empty,
            Some([]) => Reason::CutShort,
            Some([0xEF, 0xBB, 0xBF, ..]) if offset == 0 => Reason::ByteOrderMark,
            _ => reason,
        };
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |place| place + 1);
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        let column = 1 + before.get(line_start..).unwrap_or_default().iter().filter(|byte| starts_character(**byte)).count();
        ParseError { offset, line, column, reason }
    }
    pub(super) fn not_utf8(text: &[u8]) -> ParseError {
        let offset = simdutf8::compat::from_utf8(text).err().map_or(0, |error| error.valid_up_to());
        ParseError::new(text, offset, Reason::NotUtf8)
    }
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

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Reason::Empty => "the text is empty; JSON is expected",
            Reason::CutShort => "the JSON ends before it is complete; send the whole of it",
            Reason::ByteOrderMark => "the text starts with a byte order mark; save it as UTF-8 without one",
            Reason::NotUtf8 => "this is not UTF-8; save or send the text in UTF-8",
            Reason::TooLong => return write!(formatter, "the text has more than {MAX_LENGTH} bytes; send it in parts"),
            Reason::TooDeep => {
                return write!(formatter, "arrays and objects are nested more than {MAX_DEPTH} deep here; send it with fewer levels");
            }
            Reason::Value => "a value is expected here: an object, an array, a string in double quotes, a number, true, false or null",
            Reason::Name => "the name of a member is expected here, in double quotes",
            Reason::Colon => "a colon is expected here, between the name of a member and its value",
            Reason::ArrayCommaOrEnd => "a comma or a closing bracket ] is expected here, after an element of an array",
            Reason::ObjectCommaOrEnd => "a comma or a closing brace } is expected here, after a member of an object",
            Reason::TrailingComma => "another element or member is expected here; remove the comma before it if there is none",
            Reason::Digit => "a digit is expected here, within a number",
            Reason::LeadingZero => "a number does not start with a needless zero; remove it, or put the number in double quotes",
            Reason::ControlCharacter => {
                "a string does not hold a line break, a tab or a control character as such; write it as an escape, such as \\n"
            }
            Reason::Escape => "a backslash is followed by one of \" \\ / b f n r t u; write a backslash itself as \\\\",
            Reason::HexadecimalEscape => "\\u is followed by four hexadecimal digits, such as \\u00e9",
            Reason::HalfSurrogatePair => {
                "this escape is one half of a surrogate pair, and its other half is missing; write both, or the character itself"
            }
            Reason::TrailingText => "nothing but white space is expected after the end of the JSON; remove the rest",
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
            let error = ParseError::new(text.as_bytes(), offset, Reason::Value);
            (error.line, error.column)
        };
        assert_eq!(place("abc", 0), (1, 1));
        assert_eq!(place("é😀c", 6), (1, 3));
        assert_eq!(place("a\r\n\nbc", 5), (3, 2));
    }
    #[test]
    fn each_reason_says_what_is_expected() {
        let all = [
            Reason::Empty,
            Reason::CutShort,
            Reason::ByteOrderMark,
            Reason::NotUtf8,
            Reason::TooLong,
            Reason::TooDeep,
            Reason::Value,
            Reason::Name,
            Reason::Colon,
            Reason::ArrayCommaOrEnd,
            Reason::ObjectCommaOrEnd,
            Reason::TrailingComma,
            Reason::Digit,
            Reason::LeadingZero,
            Reason::ControlCharacter,
            Reason::Escape,
            Reason::HexadecimalEscape,
            Reason::HalfSurrogatePair,
            Reason::TrailingText,
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
