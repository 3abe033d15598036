//! The rule language: from a YAML text to a typed, immutable Plan, and from a Plan and data to cards.
//!
//! ```text
//! text ──source──> YAML with spans ──model──> Rule ──compile──> Plan ──evaluate──> cards
//!                                         └── every stage reports diagnostics of the catalogue in `check`
//! ```
//!
//! Knows the language, its checks and its evaluation. Does no I/O: files are handed to it as text, data as documents. Must never know of HTTP,
//! of where data came from, or of who asked. A call parses nothing, looks nothing up by name and copies no resource.

mod card;
mod certainty;
pub mod check;
pub mod codes;
mod compile;
mod compiler;
mod condition;
pub mod data;
mod definition;
pub mod diagnostic;
pub mod expression;
pub mod family;
pub mod fix;
pub mod frame;
pub mod fuel;
pub mod function;
mod governance;
mod include;
pub mod language;
pub mod model;
mod names;
mod parallel;
pub mod plan;
mod prefetch;
pub mod reader;
pub mod reference;
mod repeat;
pub mod report;
mod resource;
pub mod rule_set;
mod slots;
pub mod source;
mod suppression;
mod template;
pub mod test_file;
pub mod trace;
pub mod types;
mod unused;
pub mod value;
mod when;
