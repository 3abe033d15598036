//! Value sets and tables: files of codes that rules share.

pub mod table;
pub mod value_set;

use std::{collections::BTreeMap, sync::Arc};

/// All value sets and tables of a rule set, by name. A table's codes are a value set of its name.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Value sets.
    pub value_sets: BTreeMap<String, Arc<value_set::ValueSet>>,
    /// Tables.
    pub tables: BTreeMap<String, Arc<table::Table>>,
}
