//! JSON as it came: its text, and a flat index of it made in one pass.

use std::borrow::Cow;

/// A JSON text and its index. Every read is a walk of [`Node`]s; nothing is copied out of it before something prints it.
#[derive(Debug)]
pub struct Document {
    text: String,
    index: Vec<u64>,
}

/// What a [`Node`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number, with the digits it came with.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
}

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
    /// Placeholder until the parser lands.
    Syntax,
}

/// A place in a document; as cheap to copy as a reference.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    position: u32,
}

impl Document {
    /// Indexes `bytes`, which must be UTF-8 JSON nested no deeper than [`MAX_DEPTH`].
    pub fn parse(bytes: impl Into<Vec<u8>>) -> Result<Document, ParseError> {
        let _ = bytes.into();
        todo!()
    }
    /// The whole.
    pub fn root(&self) -> Node<'_> {
        todo!()
    }
    /// The text as it came.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// How deep arrays and objects may nest.
pub const MAX_DEPTH: usize = 128;

impl<'d> Node<'d> {
    /// What it is.
    pub fn kind(self) -> Kind {
        todo!()
    }
    /// The member `name` of an object; the last, where a name stands several times (as in serde_json).
    pub fn get(self, name: &str) -> Option<Node<'d>> {
        let _ = name;
        todo!()
    }
    /// The element at `index` of an array.
    pub fn at(self, index: usize) -> Option<Node<'d>> {
        let _ = index;
        todo!()
    }
    /// The elements of an array, in order; none for anything else.
    pub fn elements(self) -> impl Iterator<Item = Node<'d>> {
        todo!();
        #[allow(unreachable_code)]
        std::iter::empty()
    }
    /// The members of an object, in order; none for anything else. A name that stands several times comes once, with its last value.
    pub fn members(self) -> impl Iterator<Item = (Cow<'d, str>, Node<'d>)> {
        todo!();
        #[allow(unreachable_code)]
        std::iter::empty()
    }
    /// How many elements or members it has; 0 for anything else.
    pub fn len(self) -> usize {
        todo!()
    }
    /// Whether it has no elements or members.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    /// The characters of a string, escapes undone.
    pub fn as_text(self) -> Option<Cow<'d, str>> {
        todo!()
    }
    /// Whether it is a string of exactly these characters.
    pub fn is_text(self, text: &str) -> bool {
        let _ = text;
        todo!()
    }
    /// A boolean's value.
    pub fn as_boolean(self) -> Option<bool> {
        todo!()
    }
    /// A number's digits as they came.
    pub fn as_number(self) -> Option<&'d str> {
        todo!()
    }
    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }
    /// Its JSON text as it came.
    pub fn raw(self) -> &'d str {
        todo!()
    }
    /// The document it is a place in.
    pub fn document(self) -> &'d Document {
        self.document
    }
    /// Whether both are the same place of the same document.
    pub fn is_same(self, other: Node<'_>) -> bool {
        std::ptr::eq(self.document, other.document) && self.position == other.position
    }
    /// Whether `other` is this place or lies within it.
    pub fn contains(self, other: Node<'_>) -> bool {
        let _ = other;
        todo!()
    }
    /// `resourceType`, where it is an object that has one.
    pub fn resource_type(self) -> Option<Cow<'d, str>> {
        self.get("resourceType")?.as_text()
    }
    /// `id`, where it is an object that has one.
    pub fn id(self) -> Option<Cow<'d, str>> {
        self.get("id")?.as_text()
    }
}

/// Shows kind and extent only: a node may hold patient data, which must not reach a log.
impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Node({:?} at {})", self.kind(), self.position)
    }
}
