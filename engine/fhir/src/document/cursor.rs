//! The lexer: reads names and scalars off the text and checks them against RFC 8259. Knows nothing of what encloses them.
//!
//! A cursor is two machine words that stay in registers: a function that isn't inlined takes it by value and returns another, so that no reference to
//! it is ever made.

use super::error::ParseErrorReason;
use super::tape::{Tag, TapeWord};
use super::{escape, scan};
use std::{error::Error, fmt};

/// A place in a text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t [u8],
    at: usize,
}

/// Where a text stops being JSON, and why. A [`super::ParseError`] adds the line and the column, which nothing needs before a parse fails.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) offset: usize,
    pub(super) reason: ParseErrorReason,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(formatter)
    }
}

impl Error for SyntaxError {}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t [u8]) -> Cursor<'t> {
        Cursor { text, at: 0 }
    }
    /// The byte here; `None` at the end.
    #[inline(always)]
    pub(super) fn peek(self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
    #[inline(always)]
    pub(super) fn at(self) -> usize {
        self.at
    }
    #[inline(always)]
    pub(super) fn step(&mut self) {
        self.at += 1;
    }
    #[inline(always)]
    pub(super) fn skip_space(&mut self) {
        self.at = scan::over_space(self.text, self.at);
    }
    #[cold]
    pub(super) fn error(self, reason: ParseErrorReason) -> SyntaxError {
        SyntaxError { offset: self.at, reason }
    }
    /// The string that starts here with its quote.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<TapeWord, SyntaxError> {
        let start = self.at + 1;
        self.at = scan::to_special(self.text, start);
        let mut tag = Tag::Text;
        if self.peek() != Some(b'"') {
            *self = self.past_escapes()?;
            tag = Tag::Escaped;
        }
        let word = TapeWord::new(tag, start, self.at - start);
        self.step();
        Ok(word)
    }
    /// From a string's first special byte to its closing quote.
    #[inline(never)]
    fn past_escapes(mut self) -> Result<Cursor<'t>, SyntaxError> {
        while self.peek() != Some(b'"') {
            let rest = self.text.get(self.at..).unwrap_or_default();
            if rest.first() != Some(&b'\\') {
                return Err(self.error(ParseErrorReason::ControlCharacter));
            }
            let (_, length) = escape::decode(rest).map_err(|reason| self.error(reason))?;
            self.at = scan::to_special(self.text, self.at + length);
        }
        Ok(self)
    }
    /// The number that starts here.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Result<TapeWord, SyntaxError> {
        let start = self.at;
        *self = self.past_number()?;
        Ok(TapeWord::new(Tag::Number, start, self.at - start))
    }
    #[inline(never)]
    fn past_number(mut self) -> Result<Cursor<'t>, SyntaxError> {
        self.take(b"-");
        let zero = self;
        if !self.take(b"0") {
            self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(zero.error(ParseErrorReason::LeadingZero));
        }
        if self.take(b".") {
            self.digits()?;
        }
        if self.take(b"eE") {
            self.take(b"+-");
            self.digits()?;
        }
        Ok(self)
    }
    /// One digit or more.
    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.step();
        }
        if self.at == start { Err(self.error(ParseErrorReason::Digit)) } else { Ok(()) }
    }
    /// `true`, `false` or `null`, whose name is `name`.
    #[inline(always)]
    pub(super) fn literal(&mut self, name: &[u8], tag: Tag) -> Result<TapeWord, SyntaxError> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(name)) {
            return Err(self.error(ParseErrorReason::Value));
        }
        let word = TapeWord::new(tag, self.at, name.len());
        self.at += name.len();
        Ok(word)
    }
    /// Steps over the byte here if it is one of `bytes`.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let takes = self.peek().is_some_and(|byte| bytes.contains(&byte));
        self.at += usize::from(takes);
        takes
    }
}
