//! The symbol table of a rule while it is compiled: the names that are in scope at a place, and what is known of each before any call.
//!
//! Every name gets a slot of its own that is never given to another, so that a frame needs no nesting: loops set the same slots again and again. Knows types
//! and flow facts. Must never know expressions, nor any call's data.

pub(crate) mod constraint;
pub(crate) mod contradiction;
pub mod names;
pub mod queried_codes;
pub mod search_guarantees;

use crate::{
    terminology::binding::RequiredBinding,
    value::{
        slot::Slot,
        types::{Presence, Type, Typed},
    },
};
use constraint::{
    Constraint, ValueFacts,
    flow_facts::{Contradiction, FlowFacts},
};
use engine_syntax::source::Span;
use names::{Name, NameSort, Names};
use queried_codes::QueriedCodes;
use search_guarantees::SearchGuarantees;
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

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
    facts: FlowFacts,
    value_facts: BTreeMap<Slot, Rc<ValueFacts>>,
    texts: Vec<(Slot, Vec<String>)>,
    required_binding: BTreeMap<Slot, RequiredBinding>,
    later: Vec<(String, Span)>,
    /// The slot of every use of a name, in order. Expressions share the scope while they mark uses.
    used: RefCell<Vec<Slot>>,
    queried_codes: Vec<Option<QueriedCodes>>,
    /// Whether names are lacking that a file which isn't there would have brought in.
    is_incomplete: bool,
    search_guarantees: Vec<(Slot, SearchGuarantees)>,
    reads_one: Vec<ReadsOne>,
    /// Whether references are followed, which may lead into any entry.
    follows_references: bool,
    /// The name of each slot.
    by_slot: Vec<String>,
}

/// A value that reads nothing but the first that comes of an entry.
#[derive(Debug)]
struct ReadsOne {
    entry: Slot,
    place: Span,
    /// How many times it uses the entry's name.
    uses: usize,
}

/// Where a block began.
#[derive(Debug)]
pub(crate) struct Block {
    defined: usize,
    facts: FlowFacts,
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
        self.defined(text)?.span
    }

    /// Whether a name is in scope.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.defined(text).is_some()
    }

    /// Announces names that are defined further down, so that using one too early can be explained.
    pub(crate) fn announce(&mut self, names: impl IntoIterator<Item = (String, Span)>) {
        self.later.extend(names);
    }

    /// Takes a condition for true until the block is left. Where what holds already rules it out, that is said.
    pub(crate) fn assume(&mut self, constraint: &Constraint) -> Result<(), Contradiction> {
        self.facts.assume(constraint, true)
    }

    /// Notes what is known of the value at `slot` by its expression.
    pub(crate) fn note_value_facts(&mut self, slot: Slot, facts: ValueFacts) {
        self.value_facts.insert(slot, Rc::new(facts));
    }

    /// Notes the texts that a name may hold.
    pub(crate) fn note_texts(&mut self, slot: Slot, texts: Option<Vec<String>>) {
        self.texts.extend(texts.map(|texts| (slot, texts)));
    }

    /// Notes the required binding of what a name holds.
    pub(crate) fn note_required_binding(&mut self, slot: Slot, required_binding: Option<RequiredBinding>) {
        self.required_binding.extend(required_binding.map(|required_binding| (slot, required_binding)));
    }

    /// Counts every name in scope as present until the block is left: a condition whose mistake has been reported may have proved any of them.
    pub(crate) fn count_all_as_present(&mut self) {
        for defined in &self.defined {
            self.facts.suppose(defined.name.slot);
        }
    }

    /// Opens a block.
    pub(crate) fn enter(&self) -> Block {
        Block { defined: self.defined.len(), facts: self.facts.clone() }
    }

    /// Leaves a block: what was defined in it is out of scope.
    pub(crate) fn leave(&mut self, block: Block) {
        self.defined.truncate(block.defined);
        self.facts = block.facts;
    }

    /// The name of each slot; as many as a frame needs.
    pub(crate) fn into_names(self) -> Vec<String> {
        self.by_slot
    }

    /// Notes that names are lacking, of which nothing is to be said.
    pub(crate) fn note_incomplete(&mut self) {
        self.is_incomplete = true;
    }

    /// Notes the codes that each entry's query asks for, in the entries' order.
    pub(crate) fn note_queried_codes(&mut self, queried_codes: Vec<Option<QueriedCodes>>) {
        self.queried_codes = queried_codes;
    }

    /// Notes what the search guarantees that brings the list at `slot`.
    pub(crate) fn note_search_guarantees(&mut self, slot: Slot, guarantees: Option<SearchGuarantees>) {
        self.search_guarantees.extend(guarantees.map(|guarantees| (slot, guarantees)));
    }

    /// What the search guarantees that brought the list which a name holds.
    pub(crate) fn search_guarantees_of(&self, text: &str) -> Option<SearchGuarantees> {
        self.search_guarantees(self.defined(text)?.name.slot)
    }

    /// Notes that a value at `place`, compiled after the first `uses` times a name was used, reads nothing but the first of an entry.
    pub(crate) fn note_reads_one(&mut self, entry: Slot, place: Span, uses: usize) {
        let uses = self.used.borrow().iter().skip(uses).filter(|used| **used == entry).count();
        self.reads_one.push(ReadsOne { entry, place, uses });
    }

    /// Notes that references are followed.
    pub(crate) fn note_follows_references(&mut self) {
        self.follows_references = true;
    }

    /// Where nothing but the first of an entry is read, if nothing else uses it.
    pub(crate) fn only_reads_one(&self, entry: Slot) -> Option<Span> {
        let mut reads = self.reads_one.iter().filter(|read| read.entry == entry);
        let (Some(only), None) = (reads.next(), reads.next()) else { return None };
        let uses = self.used.borrow().iter().filter(|used| **used == entry).count();
        (uses == only.uses && !self.follows_references).then_some(only.place)
    }

    /// Whether anything uses the name at `slot`.
    pub(crate) fn is_used(&self, slot: Slot) -> bool {
        self.used.borrow().contains(&slot)
    }

    /// Whether the value at `slot` is there: by its type, or by what holds.
    fn is_there(&self, slot: Slot) -> bool {
        let is_typed_so =
            || self.defined.iter().any(|defined| defined.name.slot == slot && defined.name.typed.presence == Presence::Present);
        self.is_present(slot) || is_typed_so()
    }

    /// How many times a name was used so far.
    pub(crate) fn uses(&self) -> usize {
        self.used.borrow().len()
    }

    /// Whether the name at `slot` was used after the first `uses` times.
    pub(crate) fn is_used_since(&self, slot: Slot, uses: usize) -> bool {
        self.used.borrow().iter().skip(uses).any(|used| *used == slot)
    }

    /// How the name at `slot` is written, while it is in scope.
    pub(crate) fn text_of(&self, slot: Slot) -> Option<&str> {
        self.defined.iter().find(|defined| defined.name.slot == slot).map(|defined| defined.text.as_str())
    }

    fn defined(&self, text: &str) -> Option<&Defined> {
        self.defined.iter().rev().find(|defined| defined.text == text)
    }
}

impl Names for Scope {
    fn lookup(&self, text: &str) -> Option<Name> {
        let mut name = self.defined(text)?.name.clone();
        if self.is_present(name.slot) {
            name.typed.presence = Presence::Present;
        }
        Some(name)
    }

    fn resolve(&self, text: &str) -> Option<Name> {
        let name = self.lookup(text)?;
        self.used.borrow_mut().push(name.slot);
        Some(name)
    }

    fn slot(&self, text: &str) -> Option<Slot> {
        self.defined(text).map(|defined| defined.name.slot)
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

    fn value_facts(&self, slot: Slot) -> Option<Rc<ValueFacts>> {
        self.value_facts.get(&slot).cloned()
    }

    fn is_present(&self, slot: Slot) -> bool {
        let is_derived = || self.value_facts.get(&slot)?.derived_from.as_ref().map(|from| from.iter().all(|from| self.is_there(*from)));
        self.facts.has(slot) || is_derived().unwrap_or(false)
    }

    fn is_call_present(&self, key: &str) -> bool {
        self.facts.has_call(key)
    }

    fn queried_codes(&self, entry: u32) -> Option<QueriedCodes> {
        self.queried_codes.get(entry as usize)?.clone()
    }

    fn are_complete(&self) -> bool {
        !self.is_incomplete
    }

    fn search_guarantees(&self, slot: Slot) -> Option<SearchGuarantees> {
        self.search_guarantees.iter().find(|(noted, _)| *noted == slot).map(|(_, guarantees)| guarantees.clone())
    }

    fn texts(&self, slot: Slot) -> Option<Vec<String>> {
        self.texts.iter().find(|(noted, _)| *noted == slot).map(|(_, texts)| texts.clone())
    }

    fn required_binding(&self, slot: Slot) -> Option<RequiredBinding> {
        self.required_binding.get(&slot).cloned()
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
