//! From an expression's text to its syntax tree.
//!
//! ```text
//! text ──lexer──> tokens ──recognizer──> tokens that are an expression ──parser──> syntax tree
//! ```
//!
//! Knows the grammar. Must never know names or types.

pub(super) mod lexer;
pub(super) mod parser;
pub(super) mod recognizer;
pub(super) mod report;
mod symbol;
pub(super) mod token;
pub(super) mod tree;
mod word;
