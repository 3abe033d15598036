//! The lexer: from an expression's text to its tokens, the longest that can be read first. Slips that have one plain meaning (`=`, `<>`) are reported
//! and read as what was meant, so that one run finds all mistakes.
//!
//! Knows characters and words. Must never know what a name stands for.

use super::{
    report::ExpressionReport,
    token::{Token, TokenKind},
};
use engine_fhir::decimal;
use std::ops::Range;

/// How long an expression may be. Beyond that it is split into values, which have names.
const MAX_BYTES: usize = 16_000;
const MAX_TOKENS: usize = 2_000;

/// The tokens of `text`; `None` where its characters can't be read as tokens, which has been reported.
pub(crate) fn tokenize(text: &str, report: &mut ExpressionReport<'_>) -> Option<Vec<Token>> {
    if text.len() > MAX_BYTES {
        report.too_large(0..text.len());
        return None;
    }
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), report, is_broken: false };
    while lexer.step() {
        if lexer.tokens.len() > MAX_TOKENS {
            lexer.report.too_large(0..text.len());
            return None;
        }
    }
    (!lexer.is_broken).then_some(lexer.tokens)
}

/// Reads one text from its start to its end.
pub(crate) struct Lexer<'a, 'r> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
    pub(crate) report: &'a mut ExpressionReport<'r>,
    tokens: Vec<Token>,
    is_broken: bool,
}

impl Lexer<'_, '_> {
    /// Takes one token; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest().chars().next() else { return false };
        match first {
            _ if first.is_whitespace() => self.at += first.len_utf8(),
            '(' => self.push(TokenKind::Open, 1),
            ')' => self.push(TokenKind::Close, 1),
            ',' => self.push(TokenKind::Comma, 1),
            '0'..='9' => self.number(),
            '.' => self.naked_point(),
            '\'' | '"' => self.text(first),
            '‘' | '’' | '“' | '”' | '„' | '‚' | '`' | '«' | '»' => self.foreign_quotes(first),
            _ if first.is_alphabetic() || first == '_' => self.word(),
            _ => self.symbol(first),
        }
        true
    }

    pub(crate) fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    pub(crate) fn push(&mut self, kind: TokenKind, length: usize) {
        self.tokens.push(Token { kind, range: self.at..self.at + length });
        self.at += length;
    }

    fn word(&mut self) {
        let length = length_while(self.rest(), |c| c.is_alphanumeric() || c == '_' || c == '.');
        let word = self.rest()[..length].trim_end_matches('.').to_owned();
        if word.len() < length {
            let range = self.at..self.at + length;
            self.report.syntax(range, format!("`{word}.` ends with a dot"), "a name stands without a dot at its end");
            self.is_broken = true;
        }
        let kind = match word.as_str() {
            "true" => TokenKind::Boolean(true),
            "false" => TokenKind::Boolean(false),
            _ => TokenKind::Name(word),
        };
        self.push(kind, length);
    }

    fn number(&mut self) {
        if let Some(length) = unquoted_date(self.rest()) {
            let range = self.at..self.at + length;
            let written = self.rest()[..length].to_owned();
            self.report.unquoted_date(range, &written);
            return self.push(TokenKind::Text(written), length);
        }
        let length = number_length(self.rest());
        let range = self.at..self.at + length;
        let written = &self.text[range.clone()];
        match decimal::parse(written) {
            Some(value) if number_is_whole_word(self.text, range.end) => self.push(TokenKind::Number(value), length),
            Some(_) => self.number_runs_on(length),
            None => {
                let (message, help) = self.why_no_number(range.clone());
                self.report.syntax(range, message, help);
                self.skip(length);
            }
        }
    }

    fn why_no_number(&self, range: Range<usize>) -> (String, String) {
        let written = &self.text[range.clone()];
        let digits = written.trim_start_matches('0');
        let follows_a_comma = self.text[..range.start].strip_suffix(',').is_some_and(|before| before.ends_with(is_digit));
        if written.starts_with('0') && follows_a_comma {
            (format!("the comma before `{written}` splits a number"), "a number has no commas between its thousands: 1000".to_owned())
        } else if written.starts_with('0') && !digits.is_empty() {
            (format!("`{written}` starts with a zero"), format!("write `{digits}`; a code such as 08 is a text and stands in quotes"))
        } else {
            (format!("`{written}` has more digits than can be computed with"), "a number has at most 28 digits".to_owned())
        }
    }

    /// `7mg`, `7.`, `1.2.3`
    fn number_runs_on(&mut self, length: usize) {
        let length = length + length_while(&self.rest()[length..], |c| c.is_alphanumeric() || c == '_' || c == '.');
        let written = self.rest()[..length].to_owned();
        let help =
            "a number is written as in 7 or 7.5; a unit isn't written behind it: a quantity compares with a number in its own `unit`";
        self.report.syntax(self.at..self.at + length, format!("`{written}` is no number"), help);
        self.skip(length);
    }

    fn naked_point(&mut self) {
        let length = 1 + length_while(&self.rest()[1..], |c| c.is_ascii_digit());
        let written = self.rest()[..length].to_owned();
        let help = if length > 1 {
            format!("write `0{written}`: a point without a digit before it is easily missed")
        } else {
            "remove it".to_owned()
        };
        self.report.syntax(self.at..self.at + length, format!("`{written}` is no number and no name"), help);
        self.skip(length);
    }

    /// A text in quotes. A backslash before a quote or a backslash stands for that character; before any other it stands for itself, as patterns need it.
    fn text(&mut self, quote: char) {
        let mut value = String::new();
        let mut characters = self.rest().char_indices().skip(1).peekable();
        while let Some((index, character)) = characters.next() {
            match character {
                _ if character == quote => return self.push(TokenKind::Text(value), index + 1),
                '\\' => match characters.next_if(|(_, next)| matches!(next, '\'' | '"' | '\\')) {
                    Some((_, escaped)) => value.push(escaped),
                    None => value.push('\\'),
                },
                _ => value.push(character),
            }
        }
        let range = self.at..self.text.len();
        self.report.unclosed_text(range, quote);
        self.skip(self.text.len() - self.at);
    }

    /// Quotes that a word processor or a shell puts: reported, and read as the text that was meant.
    fn foreign_quotes(&mut self, open: char) {
        let close: &[char] = match open {
            '`' => &['`'],
            '‘' | '’' | '‚' => &['’', '‘'],
            '«' | '»' => &['»', '«'],
            _ => &['”', '“'],
        };
        let inside = &self.rest()[open.len_utf8()..];
        let Some((length, character)) = inside.char_indices().find(|(_, c)| close.contains(c)) else {
            self.report.foreign_quotes(self.at..self.at + open.len_utf8(), None);
            return self.skip(open.len_utf8());
        };
        let value = inside[..length].to_owned();
        let whole = open.len_utf8() + length + character.len_utf8();
        self.report.foreign_quotes(self.at..self.at + whole, Some(&value));
        self.push(TokenKind::Text(value), whole);
    }

    /// Passes over what can't be read: the expression has no meaning then.
    pub(crate) fn skip(&mut self, length: usize) {
        self.is_broken = true;
        self.at += length;
    }
}

pub(crate) fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character)).unwrap_or(text.len())
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// Digits, a fraction, an exponent.
fn number_length(text: &str) -> usize {
    let mut length = length_while(text, is_digit);
    let fraction = text[length..].strip_prefix('.').map_or(0, |fraction| length_while(fraction, is_digit));
    if fraction > 0 {
        length += 1 + fraction;
    }
    if let Some(exponent) = text[length..].strip_prefix(['e', 'E']) {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let count = length_while(digits, is_digit);
        if count > 0 {
            length += 1 + (exponent.len() - digits.len()) + count;
        }
    }
    length
}

fn number_is_whole_word(text: &str, end: usize) -> bool {
    !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
}

/// `2026-01-31` without quotes would be a subtraction.
pub(crate) fn unquoted_date(text: &str) -> Option<usize> {
    let shape = |pattern: &str| {
        text.len() >= pattern.len()
            && text.bytes().zip(pattern.bytes()).all(|(byte, wanted)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted })
    };
    let length = match () {
        () if shape("0000-00-00") => "0000-00-00".len(),
        () if shape("0000-00") && text.as_bytes()[5] <= b'1' => "0000-00".len(),
        () => return None,
    };
    let clock = text[length..].strip_prefix('T').map_or(0, |time| 1 + length_while(time, |c| c.is_ascii_digit() || ":.+-Z".contains(c)));
    Some(length + clock)
}
