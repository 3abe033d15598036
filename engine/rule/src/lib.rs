//! The rule language: from a YAML text to a typed, immutable Plan, and from a Plan and data to cards.
//!
//! ```text
//! text ──source──> YAML with spans ──model──> Rule ──compile──> Plan ──evaluate──> cards
//!                                         └── every stage reports diagnostics of the catalogue in `check`
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

// The places of before, for the crates above until they name the new ones.
#[doc(hidden)]
pub mod data {
    pub use crate::{
        extract::*,
        frame::{bundle as entry, data::*},
    };
}
#[doc(hidden)]
pub mod test_file {
    pub use engine_syntax::model::test_file::*;
}
#[doc(hidden)]
pub mod trace {
    pub use crate::{frame::trace::*, plan::overrides::*};
}
#[doc(hidden)]
pub use crate::{expression::function, frame::fuel, terminology as codes, value::types};
#[doc(hidden)]
pub use engine_syntax::{check, fix, language, model, reader, report};
#[doc(hidden)]
pub mod source {
    pub use engine_syntax::{source::*, yaml};
}
#[doc(hidden)]
pub mod diagnostic {
    pub use engine_syntax::{check::Severity, diagnostic::*};
}
