//! The one pass that validates a text as JSON (RFC 8259) and writes its tape.
//!
//! It is a pushdown automaton rather than recursive descent: arrays and objects that are open stand on a stack of fixed size, so that no input
//! can overflow the call stack. The text is UTF-8 already, and every offset on the tape lies beside an ASCII character, so it lies between two
//! characters.

use super::MAX_DEPTH;
use super::cursor::{Cursor, SyntaxError};
use super::error::ParseErrorReason;
use super::tape::{Tag, TapeWord};

/// The tape of `text`, which is UTF-8 of at most [`super::MAX_LENGTH`] bytes.
pub(super) fn write_tape(text: &[u8]) -> Result<Vec<TapeWord>, SyntaxError> {
    let mut cursor = Cursor::new(text);
    // FHIR has one word for every 10 to 20 bytes; denser JSON makes the tape grow.
    let mut tape = TapeWriter::with_capacity(text.len() / 8 + 8);
    // Each step says what comes next. When that isn't a value, the outermost value is complete.
    while value(&mut cursor, &mut tape)? == Next::Value || after_value(&mut cursor, &mut tape)? == Next::Value {}
    cursor.skip_space();
    if cursor.peek().is_some() { Err(cursor.error(ParseErrorReason::TrailingText)) } else { Ok(tape.words) }
}

/// What comes next.
#[derive(PartialEq, Eq)]
enum Next {
    /// A value: the first of an array or object that was just opened, or another after a comma.
    Value,
    /// What follows a value that is complete.
    After,
    /// Nothing: the outermost value is complete.
    End,
}

/// A scalar, an empty array or object, or the start of one up to its first value.
#[inline(always)]
fn value(cursor: &mut Cursor<'_>, tape: &mut TapeWriter) -> Result<Next, SyntaxError> {
    cursor.skip_space();
    let word = match cursor.peek() {
        Some(b'"') => cursor.string()?,
        Some(b'{') => return object(cursor, tape),
        Some(b'[') => return array(cursor, tape),
        Some(b'-' | b'0'..=b'9') => cursor.number()?,
        Some(b't') => cursor.literal(b"true", Tag::True)?,
        Some(b'f') => cursor.literal(b"false", Tag::False)?,
        Some(b'n') => cursor.literal(b"null", Tag::Null)?,
        _ => return Err(cursor.error(ParseErrorReason::Value)),
    };
    tape.push(word);
    Ok(Next::After)
}

#[inline(always)]
fn object(cursor: &mut Cursor<'_>, tape: &mut TapeWriter) -> Result<Next, SyntaxError> {
    tape.open(Tag::Object, cursor)?;
    if cursor.peek() == Some(b'}') {
        tape.close(cursor);
        return Ok(Next::After);
    }
    name(cursor, tape)?;
    Ok(Next::Value)
}

#[inline(always)]
fn array(cursor: &mut Cursor<'_>, tape: &mut TapeWriter) -> Result<Next, SyntaxError> {
    tape.open(Tag::Array, cursor)?;
    if cursor.peek() == Some(b']') {
        tape.close(cursor);
        return Ok(Next::After);
    }
    Ok(Next::Value)
}

/// Closes the containers that end after a value; or takes the comma, and in an object the name, before another value.
#[inline(always)]
fn after_value(cursor: &mut Cursor<'_>, tape: &mut TapeWriter) -> Result<Next, SyntaxError> {
    while let Some(tag) = tape.innermost() {
        cursor.skip_space();
        match (cursor.peek(), tag) {
            (Some(b','), Tag::Object) => {
                comma(cursor, b'}')?;
                name(cursor, tape)?;
                return Ok(Next::Value);
            }
            (Some(b','), _) => {
                comma(cursor, b']')?;
                return Ok(Next::Value);
            }
            (Some(b'}'), Tag::Object) | (Some(b']'), Tag::Array) => tape.close(cursor),
            (_, Tag::Object) => return Err(cursor.error(ParseErrorReason::ObjectCommaOrEnd)),
            _ => return Err(cursor.error(ParseErrorReason::ArrayCommaOrEnd)),
        }
    }
    Ok(Next::End)
}

/// A comma, after which `end` can't stand.
#[inline(always)]
fn comma(cursor: &mut Cursor<'_>, end: u8) -> Result<(), SyntaxError> {
    cursor.step();
    cursor.skip_space();
    if cursor.peek() == Some(end) { Err(cursor.error(ParseErrorReason::TrailingComma)) } else { Ok(()) }
}

/// A member's name and its colon.
#[inline(always)]
fn name(cursor: &mut Cursor<'_>, tape: &mut TapeWriter) -> Result<(), SyntaxError> {
    if cursor.peek() != Some(b'"') {
        return Err(cursor.error(ParseErrorReason::Name));
    }
    let word = cursor.string()?;
    tape.push(word);
    cursor.skip_space();
    if cursor.peek() != Some(b':') {
        return Err(cursor.error(ParseErrorReason::Colon));
    }
    cursor.step();
    Ok(())
}

/// The tape so far.
struct TapeWriter {
    words: Vec<TapeWord>,
    /// The arrays and objects that are open, the outermost first; `depth` of them.
    open: [Open; MAX_DEPTH],
    depth: usize,
}

/// An array or object that isn't closed yet.
#[derive(Clone, Copy)]
struct Open {
    tag: Tag,
    /// Where its word is on the tape. The word gets its extent when the end is known.
    place: u32,
}

impl TapeWriter {
    fn with_capacity(capacity: usize) -> TapeWriter {
        TapeWriter { words: Vec::with_capacity(capacity), open: [Open { tag: Tag::End, place: 0 }; MAX_DEPTH], depth: 0 }
    }
    #[inline(always)]
    fn push(&mut self, word: TapeWord) {
        self.words.push(word);
    }
    /// Whether the innermost open container is an array or an object; `None` if all are closed.
    #[inline(always)]
    fn innermost(&self) -> Option<Tag> {
        Some(self.open[self.depth.checked_sub(1)?].tag)
    }
    /// Takes an opening bracket and the white space after it.
    #[inline(always)]
    fn open(&mut self, tag: Tag, cursor: &mut Cursor<'_>) -> Result<(), SyntaxError> {
        let Some(open) = self.open.get_mut(self.depth) else {
            return Err(cursor.error(ParseErrorReason::TooDeep));
        };
        *open = Open { tag, place: self.words.len() as u32 };
        self.depth += 1;
        self.push(TapeWord::new(tag, cursor.at(), 0));
        cursor.step();
        cursor.skip_space();
        Ok(())
    }
    /// Takes the closing bracket of the innermost open one.
    #[inline(always)]
    fn close(&mut self, cursor: &mut Cursor<'_>) {
        cursor.step();
        self.push(TapeWord::new(Tag::End, cursor.at(), 0));
        self.depth -= 1;
        let Open { tag, place } = self.open[self.depth];
        let extent = self.words.len() - place as usize;
        let word = &mut self.words[place as usize];
        *word = TapeWord::new(tag, word.start(), extent);
    }
}
