//! The constructs of a rule, each compiled from its model and run on a call's frame.
//!
//! - `rule`: a compiled rule, the Plan; `evaluate`: how it decides a call.
//! - `compile_rule`: from a rule as written to its Plan, with `context`, what all constructs share while they are compiled.
//! - `prefetch`: the queries, in their topological order.
//! - `definition`: an entry of `values`; `overrides`: values that a test sets instead of those that would have been computed.
//! - `block`: `for`, `values` and `when`, as loops and the parts of cards have them.
//! - `when`, `condition`: conditions as they are compiled, and as they are decided in three-valued (Kleene) logic.
//! - `template`, `resource`: texts and JSON with expressions in them.
//! - `card`: what a clinician sees; `writing`: how repeated and optional parts of an answer are written.
//! - `usage`: what the names of a rule are used for.
//!
//! Knows the model, expressions and extractions. Must never know other rules, other files, or where a call's data came from.

mod block;
mod card;
mod compile_rule;
pub(crate) mod condition;
pub(crate) mod context;
mod definition;
mod evaluate;
pub mod overrides;
pub mod prefetch;
mod resource;
mod rule;
mod template;
#[cfg(test)]
mod tests;
pub(crate) mod usage;
mod when;
mod writing;

pub use self::{card::ShownCard, evaluate::Decision, prefetch::planned::PlannedEntry, rule::Plan};
pub(crate) use compile_rule::{CompiledRule, compile_rule};
