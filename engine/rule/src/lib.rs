//! The rule language: from a rule as written to a typed, immutable Plan, and from a Plan and data to cards.
//!
//! ```text
//! text ──engine_syntax──> model ──plan::compile_rule──> Plan ──plan::evaluate──> cards
//!                         └── every stage reports diagnostics of the catalogues of checks
//! ```
//!
//! Knows the language, its checks and its evaluation. Does no I/O: files are handed to it as text, data as documents. Must never know of HTTP,
//! of where data came from, or of who asked.
//!
//! A call parses no text of a rule and copies no resource, and every name of a rule is a slot by then. What a call still looks up by its name is what
//! data names: the members of its JSON, the main elements of a resource's type, the row of a code in a table, and the value set that a column of such a
//! row names (`codes: row.set`).

pub mod expression;
pub mod extract;
pub mod frame;
pub mod lint;
pub mod plan;
pub mod reference;
pub mod rule_set;
pub mod scope;
pub mod terminology;
#[cfg(test)]
mod testing;
pub mod value;
