//! The names that are in scope at a place of a rule, while it is compiled.
//!
//! Every name gets a slot of its own that is never given to another, so that a frame needs no nesting: loops set the same slots again and again.

use crate::{
    data::find::Asked,
    expression::{Name, NameSort, Names},
    frame::Slot,
    source::Span,
    types::{Presence, Type, Typed},
};
use std::cell::RefCell;

/// A name and where it was defined.
#[derive(Clone, Debug)]
struct Defined {
    text: String,
    name: Name,
    span: Option<Span>,
}

/// Names in scope; entered and left like blocks.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    defined: Vec<Defined>,
    present: Vec<Slot>,
    texts: Vec<(Slot, Vec<String>)>,
    later: Vec<(String, Span)>,
    used: RefCell<Vec<Slot>>,
    asked: Vec<Option<Asked>>,
    /// The name of each slot.
    by_slot: Vec<String>,
}

/// Where a block began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    defined: usize,
    present: usize,
}

impl Scope {
    /// Defines a name; its slot is fresh.
    pub(crate) fn define(&mut self, text: &str, typed: Typed, sort: NameSort, span: Option<Span>) -> Slot {
        let slot = Slot(u32::try_from(self.by_slot.len()).unwrap_or(u32::MAX));
        self.by_slot.push(text.to_owned());
        self.later.retain(|(name, _)| name != text);
        self.defined.push(Defined { text: text.to_owned(), name: Name { slot, typed, sort }, span });
        slot
    }

    /// Where a name in scope was defined.
    pub(crate) fn defined_at(&self, text: &str) -> Option<Span> {
        self.lookup(text)?.span
    }

    /// Whether a name is in scope.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.lookup(text).is_some()
    }

    /// Announces names that are defined further down, so that using one too early can be explained.
    pub(crate) fn announce(&mut self, names: impl IntoIterator<Item = (String, Span)>) {
        self.later.extend(names);
    }

    /// Counts these names as present until the block is left.
    pub(crate) fn count_as_present(&mut self, slots: impl IntoIterator<Item = Slot>) {
        self.present.extend(slots);
    }

    /// Notes the texts that a name may hold.
    pub(crate) fn note_texts(&mut self, slot: Slot, texts: Option<Vec<String>>) {
        self.texts.extend(texts.map(|texts| (slot, texts)));
    }

    /// Counts every name in scope as present until the block is left: a condition whose mistake has been reported may have proved any of them.
    pub(crate) fn count_all_as_present(&mut self) {
        self.present.extend(self.defined.iter().map(|defined| defined.name.slot));
    }

    /// Opens a block.
    pub(crate) fn enter(&self) -> Block {
        Block { defined: self.defined.len(), present: self.present.len() }
    }

    /// Leaves a block: what was defined in it is no name any more.
    pub(crate) fn leave(&mut self, block: Block) {
        self.defined.truncate(block.defined);
        self.present.truncate(block.present);
    }

    /// The name of each slot; as many as a frame needs.
    pub(crate) fn into_names(self) -> Vec<String> {
        self.by_slot
    }

    /// Notes the codes that each entry's query asks for, in the entries' order.
    pub(crate) fn note_asked(&mut self, asked: Vec<Option<Asked>>) {
        self.asked = asked;
    }

    /// Whether anything asked for the name at `slot`.
    pub(crate) fn is_used(&self, slot: Slot) -> bool {
        self.used.borrow().contains(&slot)
    }

    fn lookup(&self, text: &str) -> Option<&Defined> {
        self.defined.iter().rev().find(|defined| defined.text == text)
    }
}

impl Names for Scope {
    fn find(&self, text: &str) -> Option<Name> {
        let mut name = self.lookup(text)?.name.clone();
        self.used.borrow_mut().push(name.slot);
        if self.present.contains(&name.slot) {
            name.typed.presence = Presence::Present;
        }
        Some(name)
    }

    fn all(&self) -> Vec<String> {
        self.defined.iter().map(|defined| defined.text.clone()).collect()
    }

    fn why_not(&self, text: &str) -> Option<String> {
        self.later
            .iter()
            .find(|(name, _)| name == text)
            .map(|_| format!("`{text}` is defined further down; a value can only use what stands above it: move `{text}` up"))
    }

    fn asked(&self, entry: u32) -> Option<Asked> {
        self.asked.get(entry as usize)?.clone()
    }

    fn texts(&self, slot: Slot) -> Option<Vec<String>> {
        self.texts.iter().find(|(noted, _)| *noted == slot).map(|(_, texts)| texts.clone())
    }
}

/// The type of an element of a list; a single value has none.
pub(crate) fn element_type(kind: &Type) -> Option<Typed> {
    match kind {
        Type::List(of) => Some(Typed::present((**of).clone())),
        Type::Any => Some(Typed::maybe(Type::Any)),
        _ => None,
    }
}
