//! What is known of an expression before any call: what is known of its value, and where missing names leave it unknown.
//!
//! Knows names by their slots. Must never know values.

use crate::{scope::constraint::ValueFacts, value::slot::Slots};
use engine_syntax::source::Span;

/// What is known of an expression before any call; calls don't need it.
#[derive(Debug, Default)]
pub(crate) struct ExpressionFacts {
    /// What is known of its value, for a name that it defines.
    pub(crate) value: ValueFacts,
    /// Its parts that are unknown where names are missing.
    pub(crate) maybe_unknown: Vec<MaybeUnknown>,
    /// The names of which it asks whether they are there.
    pub(crate) asked: Slots,
}

/// A part of a condition that is unknown, and neither true nor false, where names are missing.
#[derive(Clone, Debug)]
pub(crate) struct MaybeUnknown {
    /// Where it stands.
    pub(crate) span: Span,
    /// The names.
    pub(crate) slots: Slots,
    /// Whether the condition is true where it is false.
    pub(crate) is_negated: bool,
}
