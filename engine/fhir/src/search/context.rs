//! What every part of one search needs: the record that is searched, the clock, and the value sets that the query may name.

use super::value_set::ValueSets;
use crate::{date::Clock, record::Record};

/// What is given to every part of a search.
#[derive(Clone, Copy)]
pub(super) struct SearchContext<'a> {
    pub(super) record: &'a Record<'a>,
    pub(super) clock: &'a Clock,
    pub(super) value_sets: &'a dyn ValueSets,
}
