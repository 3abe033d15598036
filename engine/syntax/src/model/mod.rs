//! What the files of a rules folder say, as written: every text with its place. `reader` makes it from YAML.
//!
//! Knows the members of each construct and where they stand. Must never know what a name refers to, or of which type anything is.

mod action;
mod block;
mod card;
mod condition;
mod definitions;
mod json;
mod prefetch;
mod rule;
mod spanned;
mod table;
pub mod test_file;
mod value;
mod value_set;

pub use self::{
    action::Action,
    block::Block,
    card::{Card, Coding, Link, Paragraph, Source, Suggestion},
    condition::Condition,
    definitions::Definitions,
    json::{Json, JsonKind},
    prefetch::Prefetch,
    rule::{Access, Mode, Review, Rule},
    spanned::Spanned,
    table::{SystemRows, TableFile},
    value::{As, CalendarUnit, Definition, Extraction, Find, Loop, Pick, Reading, ValueForm, Within},
    value_set::{SystemCodes, ValueSetFile},
};
