//! The one pass that checks a text to be JSON (RFC 8259) and writes its index.
//!
//! No recursion: what is open stands on a stack of fixed size. The text is UTF-8 already; every place that the index names lies between two
//! of its characters, since it lies beside an ASCII one.

use super::error::Reason;
use super::word::{Tag, Word};
use super::{MAX_DEPTH, escape, scan};

/// Where a text stops being JSON, and why.
pub(super) struct Fault {
    pub(super) offset: usize,
    pub(super) reason: Reason,
}

/// The index of `text`, which is UTF-8 of at most [`super::MAX_LENGTH`] bytes.
pub(super) fn index(text: &[u8]) -> Result<Vec<Word>, Fault> {
    let words = Vec::with_capacity(text.len() / 8 + 8);
    let mut indexer = Indexer { text, at: 0, words, open: [Open { word: 0, tag: Tag::End }; MAX_DEPTH], depth: 0 };
    while indexer.value()? == Next::First || indexer.after_value()? == Next::Another {}
    indexer.end()?;
    Ok(indexer.words)
}

struct Indexer<'t> {
    text: &'t [u8],
    /// The next byte to look at.
    at: usize,
    words: Vec<Word>,
    /// The arrays and objects that are open, the outermost first; `depth` of them.
    open: [Open; MAX_DEPTH],
    depth: usize,
}

/// An array or object that isn't closed yet.
#[derive(Clone, Copy)]
struct Open {
    word: u32,
    tag: Tag,
}

/// What comes next.
#[derive(PartialEq, Eq)]
enum Next {
    /// The first value of the array or object just opened.
    First,
    /// What follows a value that is whole.
    After,
    /// Another value of the same array or object.
    Another,
    /// Nothing: the outermost value is whole.
    End,
}

impl Indexer<'_> {
    /// A scalar, an empty array or object, or the start of one up to its first value.
    #[inline]
    fn value(&mut self) -> Result<Next, Fault> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(b'{') => return self.object(),
            Some(b'[') => return self.array(),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.literal(b"true", Tag::True)?,
            Some(b'f') => self.literal(b"false", Tag::False)?,
            Some(b'n') => self.literal(b"null", Tag::Null)?,
            _ => return Err(self.fault(Reason::Value)),
        }
        Ok(Next::After)
    }
    /// Closes what closes after a value, and takes the comma, and the name, before another.
    #[inline]
    fn after_value(&mut self) -> Result<Next, Fault> {
        while let Some(open) = self.innermost() {
            self.skip_space();
            match (self.peek(), open.tag) {
                (Some(b','), Tag::Object) => {
                    self.comma(b'}')?;
                    self.name()?;
                    return Ok(Next::Another);
                }
                (Some(b','), _) => {
                    self.comma(b']')?;
                    return Ok(Next::Another);
                }
                (Some(b'}'), Tag::Object) | (Some(b']'), Tag::Array) => self.close(open),
                (_, Tag::Object) => return Err(self.fault(Reason::ObjectCommaOrEnd)),
                _ => return Err(self.fault(Reason::ArrayCommaOrEnd)),
            }
        }
        Ok(Next::End)
    }
    fn end(&mut self) -> Result<(), Fault> {
        self.skip_space();
        if self.at == self.text.len() { Ok(()) } else { Err(self.fault(Reason::TrailingText)) }
    }
    fn object(&mut self) -> Result<Next, Fault> {
        let open = self.open(Tag::Object)?;
        if self.peek() == Some(b'}') {
            self.close(open);
            return Ok(Next::After);
        }
        self.name()?;
        Ok(Next::First)
    }
    fn array(&mut self) -> Result<Next, Fault> {
        let open = self.open(Tag::Array)?;
        if self.peek() == Some(b']') {
            self.close(open);
            return Ok(Next::After);
        }
        Ok(Next::First)
    }
    /// Steps over the opening bracket and the white space after it. The word is given its extent when the end is known.
    fn open(&mut self, tag: Tag) -> Result<Open, Fault> {
        let open = Open { word: self.words.len() as u32, tag };
        match self.open.get_mut(self.depth) {
            Some(place) => *place = open,
            None => return Err(self.fault(Reason::TooDeep)),
        }
        self.depth += 1;
        self.words.push(Word::new(tag, self.at, 0));
        self.at += 1;
        self.skip_space();
        Ok(open)
    }
    /// Steps over the closing bracket of `open`, the innermost.
    fn close(&mut self, open: Open) {
        self.at += 1;
        self.depth -= 1;
        self.words.push(Word::new(Tag::End, self.at, 0));
        let place = open.word as usize;
        let extent = self.words.len() - place;
        if let Some(word) = self.words.get_mut(place) {
            *word = Word::new(open.tag, word.start(), extent);
        }
    }
    #[inline]
    fn innermost(&self) -> Option<Open> {
        self.open.get(self.depth.checked_sub(1)?).copied()
    }
    #[inline]
    fn comma(&mut self, end: u8) -> Result<(), Fault> {
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(end) { Err(self.fault(Reason::TrailingComma)) } else { Ok(()) }
    }
    /// A member's name and its colon.
    #[inline]
    fn name(&mut self) -> Result<(), Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.fault(Reason::Name));
        }
        self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.fault(Reason::Colon));
        }
        self.at += 1;
        Ok(())
    }
    #[inline]
    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at + 1;
        let mut tag = Tag::Text;
        self.at = scan::to_special(self.text, start);
        while self.peek() != Some(b'"') {
            self.escape()?;
            tag = Tag::Escaped;
            self.at = scan::to_special(self.text, self.at);
        }
        self.words.push(Word::new(tag, start, self.at - start));
        self.at += 1;
        Ok(())
    }
    fn escape(&mut self) -> Result<(), Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if rest.first() != Some(&b'\\') {
            return Err(self.fault(Reason::ControlCharacter));
        }
        match escape::decode(rest) {
            Ok((_, length)) => self.at += length,
            Err(reason) => return Err(self.fault(reason)),
        }
        Ok(())
    }
    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.take(b"-");
        if self.take(b"0") {
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(Fault { offset: self.at - 1, reason: Reason::LeadingZero });
            }
        } else {
            self.digits()?;
        }
        if self.take(b".") {
            self.digits()?;
        }
        if self.take(b"eE") {
            self.take(b"+-");
            self.digits()?;
        }
        self.words.push(Word::new(Tag::Number, start, self.at - start));
        Ok(())
    }
    /// One digit or more.
    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.fault(Reason::Digit)) } else { Ok(()) }
    }
    fn literal(&mut self, name: &[u8], tag: Tag) -> Result<(), Fault> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(name)) {
            return Err(self.fault(Reason::Value));
        }
        self.words.push(Word::new(tag, self.at, name.len()));
        self.at += name.len();
        Ok(())
    }
    /// Steps over the next byte if it is one of `bytes`.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let takes = self.peek().is_some_and(|byte| bytes.contains(&byte));
        self.at += usize::from(takes);
        takes
    }
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
    #[inline]
    fn skip_space(&mut self) {
        self.at = scan::over_space(self.text, self.at);
    }
    #[cold]
    fn fault(&self, reason: Reason) -> Fault {
        Fault { offset: self.at, reason }
    }
}
