//! The text of rules and what it says: from the files of a rules folder to a model of what their authors wrote.
//!
//! ```text
//! text ──yaml──> tree with spans ──language, reader──> model
//!                └── every stage reports diagnostics of the checks in `catalogue`, which `report` prints
//! ```
//!
//! Knows sources and spans, YAML's grammar, the keys of the language, and how findings are reported and fixed. Does no I/O. Must never know names in scope,
//! types, FHIR's definitions, or how anything is decided. Its manifest names two crates of this workspace: `engine-hooks`, for the words
//! of cards and actions, and `engine-spelling`, for suggestions.

pub mod catalogue;
pub mod check;
pub mod diagnostic;
pub mod fix;
pub mod include;
pub mod keyword;
pub mod language;
pub mod model;
pub mod reader;
pub mod report;
pub mod source;
pub mod suppression;
pub mod wording;
pub mod yaml;
