//! The rules of types: what may be compared with what, what becomes what by itself, the common type of several, and a call with its typed arguments.
//!
//! Knows types and terms. Must never know the tree, nor which functions there are.

pub(crate) mod call_site;
pub(crate) mod coerce;
pub(crate) mod common_type;
pub(crate) mod comparable;
pub(crate) mod typed_term;
