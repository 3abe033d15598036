//! Iterators over arrays and objects. They step from value to value along the tape, skipping the words of what lies deeper.

use super::tape::{Tag, TapeWord};
use super::{Document, Node, escape};
use std::borrow::Cow;
use std::collections::HashMap;

/// The elements of an array.
#[derive(Clone)]
pub(super) struct Elements<'d> {
    document: &'d Document,
    next: u32,
    end: u32,
}

impl<'d> Elements<'d> {
    /// From the word at `next` up to the word at `end`.
    pub(super) fn new(document: &'d Document, next: u32, end: u32) -> Elements<'d> {
        Elements { document, next, end }
    }
}

impl<'d> Iterator for Elements<'d> {
    type Item = Node<'d>;

    #[inline]
    fn next(&mut self) -> Option<Node<'d>> {
        if self.next >= self.end {
            return None;
        }
        let element = Node::new(self.document, self.next);
        self.next += self.document.word(self.next).words();
        Some(element)
    }
}

/// A name and its value, as they stand in an object; a name may come again.
#[derive(Clone, Copy)]
pub(super) struct Pair<'d> {
    pub(super) name: Name<'d>,
    pub(super) value: Node<'d>,
}

/// The names and values of an object.
#[derive(Clone)]
pub(super) struct Pairs<'d> {
    document: &'d Document,
    next: u32,
    end: u32,
}

impl<'d> Pairs<'d> {
    /// From the word at `next` up to the word at `end`.
    pub(super) fn new(document: &'d Document, next: u32, end: u32) -> Pairs<'d> {
        Pairs { document, next, end }
    }
}

impl<'d> Iterator for Pairs<'d> {
    type Item = Pair<'d>;

    #[inline]
    fn next(&mut self) -> Option<Pair<'d>> {
        if self.next >= self.end {
            return None;
        }
        let name = Name { document: self.document, word: self.document.word(self.next) };
        let value = Node::new(self.document, self.next + 1);
        self.next += 1 + self.document.word(self.next + 1).words();
        Some(Pair { name, value })
    }
}

/// The name of a member.
#[derive(Clone, Copy)]
pub(super) struct Name<'d> {
    document: &'d Document,
    word: TapeWord,
}

impl<'d> Name<'d> {
    #[inline]
    pub(super) fn is(self, text: &str) -> bool {
        string_is(self.document, self.word, text)
    }
    pub(super) fn text(self) -> Cow<'d, str> {
        string(self.document, self.word)
    }
}

/// The characters of the string that `word` stands for.
pub(super) fn string(document: &Document, word: TapeWord) -> Cow<'_, str> {
    let raw = document.slice(word.start(), word.extent());
    if word.tag() == Tag::Escaped { Cow::Owned(escape::undo(raw)) } else { Cow::Borrowed(raw) }
}

/// Whether the string that `word` stands for has exactly these characters. Most names differ in their word already, which spares a look at the text.
#[inline]
pub(super) fn string_is(document: &Document, word: TapeWord, text: &str) -> bool {
    if word.is_text_of(text.len()) {
        return document.bytes(word.start(), word.extent()) == text.as_bytes();
    }
    word.tag() == Tag::Escaped && escaped_is(document, word, text)
}

#[cold]
fn escaped_is(document: &Document, word: TapeWord, text: &str) -> bool {
    // An escape is longer than what it stands for.
    word.extent() > text.len() && escape::undo(document.slice(word.start(), word.extent())) == text
}

/// The members of an object: where a name comes again, only its last value.
pub(super) struct Members<'d> {
    rest: Pairs<'d>,
    last: LastOfName<'d>,
}

/// How to tell whether a name comes again.
enum LastOfName<'d> {
    /// Few members: by looking at those that follow.
    Follow,
    /// Many members: by the last place of each name, since looking would take time with their square.
    Place(HashMap<Cow<'d, str>, u32>),
}

/// More members than any FHIR resource has.
const FEW: usize = 64;

impl<'d> Members<'d> {
    pub(super) fn new(pairs: Pairs<'d>) -> Members<'d> {
        let has_few = pairs.clone().nth(FEW).is_none();
        let last = if has_few {
            LastOfName::Follow
        } else {
            LastOfName::Place(pairs.clone().map(|pair| (pair.name.text(), pair.value.position())).collect())
        };
        Members { rest: pairs, last }
    }
    fn is_last(&self, pair: &Pair<'d>, name: &str) -> bool {
        match &self.last {
            LastOfName::Follow => !self.rest.clone().any(|later| later.name.is(name)),
            LastOfName::Place(places) => places.get(name) == Some(&pair.value.position()),
        }
    }
}

impl<'d> Iterator for Members<'d> {
    type Item = (Cow<'d, str>, Node<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let pair = self.rest.next()?;
            let name = pair.name.text();
            if self.is_last(&pair, &name) {
                return Some((name, pair.value));
            }
        }
    }
}
