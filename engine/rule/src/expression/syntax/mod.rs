//! From an expression's text to its tree: tokens, their order, and the grouping by precedence, which evalexpr's parser decides.
//!
//! Knows the grammar. Must never know names or types.

pub(super) mod lexer;
pub(super) mod order;
pub(super) mod parser;
pub(super) mod report;
mod symbol;
pub(super) mod token;
pub(super) mod tree;
mod word;
