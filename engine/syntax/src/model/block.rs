//! A block: what a loop, a card, a suggestion, an action and a paragraph have in common.

use super::{Condition, Definition};
use crate::source::Text;

/// `for`, `values` and `when` of a loop, a card, a suggestion, an action, a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// `for`: variable and list, the first outermost.
    pub variables: Vec<(Text, Text)>,
    /// `values`
    pub values: Vec<Definition>,
    /// `when`
    pub when: Option<Condition>,
}
