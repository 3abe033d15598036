//! FHIR's escapes in the values of a search: `\,` `\|` `\$` `\\` (FHIR R4, 3.1.1.4.19). They keep a separator from separating.
//!
//! Knows the escapes. Must never know what the separators separate.

use std::{error::Error, fmt};

/// A backslash stands before a character that it doesn't escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EscapeError;

impl fmt::Display for EscapeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(r"a backslash stands only before `,`, `|`, `$` or another backslash")
    }
}

impl Error for EscapeError {}

/// The value with escapes, so that nothing in it separates.
pub fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        if is_special(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The value itself, its escapes undone.
pub fn unescape(value: &str) -> Result<String, EscapeError> {
    let mut unescaped = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        unescaped.push(match character {
            '\\' => characters.next().filter(|next| is_special(*next)).ok_or(EscapeError)?,
            plain => plain,
        });
    }
    Ok(unescaped)
}

/// A pattern for [`str::split`] and the like: the separators that no backslash escapes.
pub fn unescaped(separator: char) -> impl FnMut(char) -> bool {
    let mut is_escaped = false;
    move |character| {
        let separates = character == separator && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        separates
    }
}

fn is_special(character: char) -> bool {
    matches!(character, '\\' | ',' | '|' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_unescaped() {
        assert_eq!(unescape(r"a\,b\|c\$d\\e").as_deref(), Ok(r"a,b|c$d\e"));
        assert_eq!(escape(r"a,b|c$d\e"), r"a\,b\|c\$d\\e");
    }

    #[test]
    fn an_escaped_separator_separates_nothing() {
        let split = |value: &'static str| value.split(unescaped('|')).collect::<Vec<_>>();
        assert_eq!(split(r"a|b\|c|"), ["a", r"b\|c", ""]);
        assert_eq!(split(r"a\\|b"), [r"a\\", "b"]);
    }

    #[test]
    fn a_backslash_before_anything_else_is_illegal() {
        for value in [r"a\b", r"a\", r"\ "] {
            assert!(unescape(value).is_err(), "{value}");
        }
    }
}
