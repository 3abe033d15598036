//! The one pass that checks a text to be JSON (RFC 8259) and writes its index.
//!
//! No recursion: what is open stands on a stack of fixed size. The text is UTF-8 already; every place that the index names lies between two
//! of its characters, since it lies beside an ASCII one.

use super::MAX_DEPTH;
use super::cursor::{Cursor, Fault};
use super::error::Reason;
use super::word::{Tag, Word};

/// The index of `text`, which is UTF-8 of at most [`super::MAX_LENGTH`] bytes.
pub(super) fn index(text: &[u8]) -> Result<Vec<Word>, Fault> {
    let mut cursor = Cursor::new(text);
    // FHIR has a word for 10 to 20 bytes; denser JSON makes the index grow.
    let mut index = Index::with_capacity(text.len() / 8 + 8);
    // Each says what comes next; when that is no value, the outermost one is whole.
    while value(&mut cursor, &mut index)? == Next::Value || after_value(&mut cursor, &mut index)? == Next::Value {}
    cursor.skip_space();
    if cursor.peek().is_some() { Err(cursor.fault(Reason::TrailingText)) } else { Ok(index.words) }
}

/// What comes next.
#[derive(PartialEq, Eq)]
enum Next {
    /// A value of the array or object just opened, or another after a comma.
    Value,
    /// What follows a value that is whole.
    After,
    /// Nothing: the outermost value is whole.
    End,
}

/// A scalar, an empty array or object, or the start of one up to its first value.
#[inline(always)]
fn value(cursor: &mut Cursor<'_>, index: &mut Index) -> Result<Next, Fault> {
    cursor.skip_space();
    let word = match cursor.peek() {
        Some(b'"') => cursor.string()?,
        Some(b'{') => return object(cursor, index),
        Some(b'[') => return array(cursor, index),
        Some(b'-' | b'0'..=b'9') => cursor.number()?,
        Some(b't') => cursor.literal(b"true", Tag::True)?,
        Some(b'f') => cursor.literal(b"false", Tag::False)?,
        Some(b'n') => cursor.literal(b"null", Tag::Null)?,
        _ => return Err(cursor.fault(Reason::Value)),
    };
    index.push(word);
    Ok(Next::After)
}

#[inline(always)]
fn object(cursor: &mut Cursor<'_>, index: &mut Index) -> Result<Next, Fault> {
    index.open(Tag::Object, cursor)?;
    if cursor.peek() == Some(b'}') {
        index.close(cursor);
        return Ok(Next::After);
    }
    name(cursor, index)?;
    Ok(Next::Value)
}

#[inline(always)]
fn array(cursor: &mut Cursor<'_>, index: &mut Index) -> Result<Next, Fault> {
    index.open(Tag::Array, cursor)?;
    if cursor.peek() == Some(b']') {
        index.close(cursor);
        return Ok(Next::After);
    }
    Ok(Next::Value)
}

/// Closes what closes after a value, and takes the comma, and the name, before another.
#[inline(always)]
fn after_value(cursor: &mut Cursor<'_>, index: &mut Index) -> Result<Next, Fault> {
    while let Some(tag) = index.innermost() {
        cursor.skip_space();
        match (cursor.peek(), tag) {
            (Some(b','), Tag::Object) => {
                comma(cursor, b'}')?;
                name(cursor, index)?;
                return Ok(Next::Value);
            }
            (Some(b','), _) => {
                comma(cursor, b']')?;
                return Ok(Next::Value);
            }
            (Some(b'}'), Tag::Object) | (Some(b']'), Tag::Array) => index.close(cursor),
            (_, Tag::Object) => return Err(cursor.fault(Reason::ObjectCommaOrEnd)),
            _ => return Err(cursor.fault(Reason::ArrayCommaOrEnd)),
        }
    }
    Ok(Next::End)
}

/// A comma, after which `end` can't stand.
#[inline(always)]
fn comma(cursor: &mut Cursor<'_>, end: u8) -> Result<(), Fault> {
    cursor.step();
    cursor.skip_space();
    if cursor.peek() == Some(end) { Err(cursor.fault(Reason::TrailingComma)) } else { Ok(()) }
}

/// A member's name and its colon.
#[inline(always)]
fn name(cursor: &mut Cursor<'_>, index: &mut Index) -> Result<(), Fault> {
    if cursor.peek() != Some(b'"') {
        return Err(cursor.fault(Reason::Name));
    }
    let word = cursor.string()?;
    index.push(word);
    cursor.skip_space();
    if cursor.peek() != Some(b':') {
        return Err(cursor.fault(Reason::Colon));
    }
    cursor.step();
    Ok(())
}

/// The index so far.
struct Index {
    words: Vec<Word>,
    /// The arrays and objects that are open, the outermost first; `depth` of them.
    open: [Open; MAX_DEPTH],
    depth: usize,
}

/// An array or object that isn't closed yet.
#[derive(Clone, Copy)]
struct Open {
    tag: Tag,
    /// Where its word is, which gets its extent when the end is known.
    place: u32,
}

impl Index {
    fn with_capacity(capacity: usize) -> Index {
        Index { words: Vec::with_capacity(capacity), open: [Open { tag: Tag::End, place: 0 }; MAX_DEPTH], depth: 0 }
    }
    #[inline(always)]
    fn push(&mut self, word: Word) {
        self.words.push(word);
    }
    /// What the innermost open one is; none where all is closed.
    #[inline(always)]
    fn innermost(&self) -> Option<Tag> {
        Some(self.open[self.depth.checked_sub(1)?].tag)
    }
    /// Takes an opening bracket and the white space after it.
    #[inline(always)]
    fn open(&mut self, tag: Tag, cursor: &mut Cursor<'_>) -> Result<(), Fault> {
        let Some(open) = self.open.get_mut(self.depth) else {
            return Err(cursor.fault(Reason::TooDeep));
        };
        *open = Open { tag, place: self.words.len() as u32 };
        self.depth += 1;
        self.push(Word::new(tag, cursor.at(), 0));
        cursor.step();
        cursor.skip_space();
        Ok(())
    }
    /// Takes the closing bracket of the innermost open one.
    #[inline(always)]
    fn close(&mut self, cursor: &mut Cursor<'_>) {
        cursor.step();
        self.push(Word::new(Tag::End, cursor.at(), 0));
        self.depth -= 1;
        let Open { tag, place } = self.open[self.depth];
        let extent = self.words.len() - place as usize;
        let word = &mut self.words[place as usize];
        *word = Word::new(tag, word.start(), extent);
    }
}
