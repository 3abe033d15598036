//! What an expression may know of names before any call. Must never know where they are defined.

use super::{constraint::ValueFacts, queried_codes::QueriedCodes, search_guarantees::SearchGuarantees};
use crate::{
    terminology::binding::RequiredBinding,
    value::{slot::Slot, types::Typed},
};
use std::rc::Rc;

/// What a name stands for.
#[derive(Clone, Debug)]
pub struct Name {
    /// Where its value is.
    pub slot: Slot,
    /// Its type.
    pub typed: Typed,
    /// What sort of name.
    pub sort: NameSort,
}

/// What sort of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameSort {
    /// A prefetch entry, by its index in [`crate::frame::data::Data::entries`]. Its slot holds the resource of a read, the list of resources of a search.
    Entry(u32),
    /// `context` itself.
    Context,
    /// `request` itself.
    Request,
    /// A value, a context field, a loop variable or a column of a loop's table row.
    Value,
}

/// The names that an expression may use.
pub trait Names {
    /// What a name stands for, dots included (`context.patientId`, `row.factor`). It isn't used by that.
    fn lookup(&self, name: &str) -> Option<Name>;
    /// The same for an expression or a value that uses it, which is marked where somebody reports what isn't used.
    fn resolve(&self, name: &str) -> Option<Name> {
        self.lookup(name)
    }
    /// Where the name's value is. It isn't used by that.
    fn slot(&self, name: &str) -> Option<Slot> {
        self.lookup(name).map(|name| name.slot)
    }
    /// All names, for suggestions.
    fn all(&self) -> Vec<String>;
    /// Says why a name that isn't there isn't (it stands later in the file, it is of another loop); more helpful than a suggestion.
    fn why_not(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }
    /// Whether these are all; if not, a name that isn't there may be one that was to be.
    fn are_complete(&self) -> bool {
        true
    }
    /// The codes that the query of a prefetch entry asks for, where it is narrowed to some.
    fn queried_codes(&self, entry: u32) -> Option<QueriedCodes> {
        let _ = entry;
        None
    }
    /// What the search guarantees that brought the list at `slot`, where one did.
    fn search_guarantees(&self, slot: Slot) -> Option<SearchGuarantees> {
        let _ = slot;
        None
    }
    /// What is known of the value at `slot` by the expression that defines it.
    fn value_facts(&self, slot: Slot) -> Option<Rc<ValueFacts>> {
        let _ = slot;
        None
    }
    /// Whether the name at `slot` is known to be there.
    fn is_present(&self, slot: Slot) -> bool {
        let _ = slot;
        false
    }
    /// Whether a call, by the key that its constraints have, is known to give a value.
    fn is_call_present(&self, key: &str) -> bool {
        let _ = key;
        false
    }
    /// The texts that the name at `slot` may hold, where they are known before any call.
    fn texts(&self, slot: Slot) -> Option<Vec<String>> {
        let _ = slot;
        None
    }
    /// The required binding of what the name at `slot` holds.
    fn required_binding(&self, slot: Slot) -> Option<RequiredBinding> {
        let _ = slot;
        None
    }
}
