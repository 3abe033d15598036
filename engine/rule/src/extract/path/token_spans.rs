//! A scanner for the spans of a path's tokens.
//!
//! The library's syntax tree has no positions. But a well-formed path's words, strings, numbers, stars and question marks come in the tree's own order,
//! one for each leaf, so walking both side by side gives every leaf its place.

use std::ops::Range;

/// The spans of a well-formed path's tokens, in order.
#[derive(Debug)]
pub(super) struct TokenSpans<'t> {
    text: &'t str,
    position: usize,
}

impl<'t> TokenSpans<'t> {
    pub(super) fn new(text: &'t str) -> TokenSpans<'t> {
        TokenSpans { text, position: 0 }
    }

    /// The span of the next token; the end of the text where there is none.
    pub(super) fn take(&mut self) -> Range<usize> {
        while let Some(first) = self.text[self.position..].chars().next() {
            let start = self.position;
            let length = token_length(&self.text[start..], first);
            if let Some(length) = length {
                self.position = start + length;
                return start..self.position;
            }
            self.position += first.len_utf8();
        }
        self.position..self.position
    }
}

/// How long the token at the start of `text` is, if one starts there.
fn token_length(text: &str, first: char) -> Option<usize> {
    let length_while = |holds: fn(char) -> bool| text.find(|character| !holds(character)).unwrap_or(text.len());
    match first {
        '*' | '?' => Some(1),
        '"' | '\'' => Some(string_length(text, first)),
        '-' | '0'..='9' => Some(number_length(text)),
        _ if is_name(first) => Some(length_while(is_name)),
        _ => None,
    }
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
}

fn string_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (offset, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return offset + 1,
            _ => {}
        }
    }
    text.len()
}

fn number_length(text: &str) -> usize {
    let mut previous = ' ';
    for (offset, character) in text.char_indices() {
        let is_sign = matches!(character, '-' | '+') && (offset == 0 || matches!(previous, 'e' | 'E'));
        if !(is_sign || character.is_ascii_digit() || matches!(character, '.' | 'e' | 'E')) {
            return offset;
        }
        previous = character;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut tokens = TokenSpans::new(text);
        std::iter::from_fn(|| Some(tokens.take()).filter(|place| !place.is_empty())).map(|place| &text[place]).collect()
    }

    #[test]
    fn every_leaf_of_a_path_is_a_token_in_order() {
        assert_eq!(tokens("$.entry[*].resource"), ["entry", "*", "resource"]);
        assert_eq!(tokens("$['a \\' b'][-1][1:2].größe"), ["'a \\' b'", "-1", "1", "2", "größe"]);
        assert_eq!(tokens("$[?@.a==1.5e-3&&match(@.b,'x*')]"), ["?", "a", "1.5e-3", "match", "b", "'x*'"]);
    }
}
