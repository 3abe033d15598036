//! JSON as it came: its text and, as in simdjson, a tape: a flat structural index of the text, written in one pass.
//!
//! Knows RFC 8259 and nothing of FHIR but two member names. Accepts what `serde_json::Value` accepts, with two differences: numbers
//! keep their digits, whatever their size, and the depth limit is [`MAX_DEPTH`]. Must never build a tree, recurse, or quote the text in an error.

mod cursor;
mod error;
mod escape;
mod index;
mod node;
mod path;
pub(crate) mod scan;
mod tape;
mod walk;

pub use error::{ParseError, ParseErrorReason, line_and_column};
pub use node::{Kind, Node};
pub use path::{Step, path};

use tape::TapeWord;

/// How deep arrays and objects may nest.
pub const MAX_DEPTH: usize = 128;

/// How many bytes a document may have: 1 GiB less one, since a place in the text takes 30 bits of a word of the tape.
pub const MAX_LENGTH: usize = tape::MAX;

/// A JSON text and its tape. Every read is a walk of [`Node`]s; nothing is copied out of it before something prints it.
pub struct Document {
    text: String,
    /// Never empty: the first word is the root's.
    tape: Vec<TapeWord>,
}

impl Document {
    /// Indexes `bytes`, which must be UTF-8 JSON nested no deeper than [`MAX_DEPTH`] and no longer than [`MAX_LENGTH`], and keeps a copy: a fast
    /// check and a copy take less time than `String::from_utf8`, which takes the bytes over but checks them slowly.
    pub fn parse(bytes: impl AsRef<[u8]>) -> Result<Document, ParseError> {
        Document::read(bytes.as_ref())
    }
    fn read(bytes: &[u8]) -> Result<Document, ParseError> {
        if bytes.len() > MAX_LENGTH {
            return Err(ParseError::new(bytes, 0, ParseErrorReason::TooLong));
        }
        let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
            return Err(ParseError::not_utf8(bytes));
        };
        match index::write_tape(text.as_bytes()) {
            Ok(tape) => Ok(Document { text: text.to_owned(), tape }),
            Err(error) => Err(ParseError::new(bytes, error.offset, error.reason)),
        }
    }
    /// The whole.
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }
    /// The text as it came.
    pub fn text(&self) -> &str {
        &self.text
    }
    #[inline]
    fn word(&self, position: u32) -> TapeWord {
        self.tape[position as usize]
    }
    #[inline]
    fn slice(&self, start: usize, length: usize) -> &str {
        &self.text[start..start + length]
    }
    #[inline]
    fn bytes(&self, start: usize, length: usize) -> &[u8] {
        &self.text.as_bytes()[start..start + length]
    }
}

/// Shows sizes only: a document may hold patient data, which must not reach a log.
impl std::fmt::Debug for Document {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Document({} bytes, {} words)", self.text.len(), self.tape.len())
    }
}

#[cfg(test)]
mod tests;
