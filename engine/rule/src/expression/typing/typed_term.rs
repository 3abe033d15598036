//! A part of an expression as its types are checked: what will run, of which type, and where it stands.
//!
//! Knows terms and types. Must never know the syntax tree.

use crate::{
    expression::term::{Constant, Term},
    value::types::{Presence, Typed},
};
use engine_syntax::source::Span;

/// A term with its type.
#[derive(Debug)]
pub(crate) struct TypedTerm {
    /// What runs.
    pub(crate) term: Term,
    /// Its type, and whether it may be missing.
    pub(crate) typed: Typed,
    /// Where it stands.
    pub(crate) span: Span,
}

impl TypedTerm {
    /// Whether its own mistake has been reported, so that nothing more is to be said of it.
    pub(crate) fn is_mistaken(&self) -> bool {
        matches!(self.term, Term::Constant(Constant::Absent))
    }
    /// The same term, which may be missing all the same.
    pub(crate) fn may_be_missing(mut self) -> TypedTerm {
        self.typed.presence = Presence::MayBeMissing;
        self
    }
    /// Makes its term a part of another.
    pub(crate) fn wrap(&mut self, outer: impl FnOnce(Box<Term>) -> Term) {
        let inner = std::mem::replace(&mut self.term, Term::NOTHING);
        self.term = outer(Box::new(inner));
    }
}
