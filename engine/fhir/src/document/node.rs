//! Nodes: cursors into a document, from which its values are read. A node always points at the first tape word of a value of its own document.

use super::Document;
use super::tape::{Tag, TapeWord};
use super::walk::{Elements, Members, Pairs, string, string_is};
use std::borrow::Cow;
use std::fmt;

/// The kind of JSON value that a [`Node`] is.
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

/// A place in a document; as cheap to copy as a reference.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    position: u32,
}

impl<'d> Node<'d> {
    #[inline]
    pub(super) fn new(document: &'d Document, position: u32) -> Node<'d> {
        Node { document, position }
    }
    #[inline]
    pub(super) fn position(self) -> u32 {
        self.position
    }
    /// What it is.
    #[inline]
    pub fn kind(self) -> Kind {
        match self.word().tag() {
            // No node names an end.
            Tag::Null | Tag::End => Kind::Null,
            Tag::True | Tag::False => Kind::Boolean,
            Tag::Number => Kind::Number,
            Tag::Text | Tag::Escaped => Kind::Text,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }
    /// The member `name` of an object; the last, where a name stands several times (as in serde_json). Looks at each name in turn, which for
    /// the few members that FHIR's objects have beats any table.
    pub fn get(self, name: &str) -> Option<Node<'d>> {
        let mut found = None;
        for pair in self.pairs() {
            if pair.name.is(name) {
                found = Some(pair.value);
            }
        }
        found
    }
    /// The members of these names, each as [`Node::get`] gives it, in one walk.
    pub fn get_each<const N: usize>(self, names: [&str; N]) -> [Option<Node<'d>>; N] {
        let mut found = [None; N];
        for pair in self.pairs() {
            for (name, place) in names.iter().zip(&mut found) {
                if pair.name.is(name) {
                    *place = Some(pair.value);
                }
            }
        }
        found
    }
    /// The element at `index` of an array.
    pub fn at(self, index: usize) -> Option<Node<'d>> {
        self.elements().nth(index)
    }
    /// The elements of an array, in order; nothing for any other kind.
    pub fn elements(self) -> impl Iterator<Item = Node<'d>> {
        Elements::new(self.document, self.position + 1, self.end_of(Tag::Array))
    }
    /// The members of an object, in order; nothing for any other kind. A name that stands several times comes once, with its last value.
    pub fn members(self) -> impl Iterator<Item = (Cow<'d, str>, Node<'d>)> {
        Members::new(self.pairs())
    }
    /// How many elements or members it has; 0 for any other kind.
    pub fn len(self) -> usize {
        if self.kind() == Kind::Object { self.members().count() } else { self.elements().count() }
    }
    /// Whether it has no elements or members.
    pub fn is_empty(self) -> bool {
        self.elements().next().is_none() && self.pairs().next().is_none()
    }
    /// The characters of a string, escapes undone.
    pub fn as_text(self) -> Option<Cow<'d, str>> {
        (self.kind() == Kind::Text).then(|| string(self.document, self.word()))
    }
    /// Whether it is a string of exactly these characters.
    #[inline]
    pub fn is_text(self, text: &str) -> bool {
        string_is(self.document, self.word(), text)
    }
    /// A boolean's value.
    pub fn as_boolean(self) -> Option<bool> {
        match self.word().tag() {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }
    /// A number's digits as they came.
    pub fn as_number(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }
    /// Whether it is `null`.
    #[inline]
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }
    /// Its JSON text as it came.
    pub fn raw(self) -> &'d str {
        let word = self.word();
        match word.tag() {
            Tag::Text | Tag::Escaped => self.document.slice(word.start() - 1, word.extent() + 2),
            Tag::Array | Tag::Object => {
                let end = self.document.word(self.position + word.words() - 1).start();
                self.document.slice(word.start(), end - word.start())
            }
            _ => self.document.slice(word.start(), word.extent()),
        }
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
        let within = self.position..self.position + self.word().words();
        std::ptr::eq(self.document, other.document) && within.contains(&other.position)
    }
    /// `resourceType`, where it is an object that has one.
    pub fn resource_type(self) -> Option<Cow<'d, str>> {
        self.get("resourceType")?.as_text()
    }
    /// `id`, where it is an object that has one.
    pub fn id(self) -> Option<Cow<'d, str>> {
        self.get("id")?.as_text()
    }
    #[inline]
    fn word(self) -> TapeWord {
        self.document.word(self.position)
    }
    #[inline]
    fn pairs(self) -> Pairs<'d> {
        Pairs::new(self.document, self.position + 1, self.end_of(Tag::Object))
    }
    /// The position of the end, if it is a `tag`; else its own, so that a walk from there to the end has no steps.
    #[inline]
    fn end_of(self, tag: Tag) -> u32 {
        let word = self.word();
        if word.tag() == tag { self.position + word.words() - 1 } else { self.position }
    }
}

/// Shows kind and extent only: a node may hold patient data, which must not reach a log.
impl fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Node({:?} at {})", self.kind(), self.position)
    }
}
