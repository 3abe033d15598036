//! The rules of types: what is comparable with what, what is coerced to what, the common type of two, and call sites with their typed arguments.
//!
//! Knows types and terms. Must never know the syntax tree, nor which functions there are.

pub(crate) mod call_site;
pub(crate) mod coerce;
pub(crate) mod common_type;
pub(crate) mod comparable;
pub(crate) mod typed_term;
