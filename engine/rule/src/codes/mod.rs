//! Value sets and tables: files of codes that rules share.
//!
//! Knows codes and systems, and what is wrong with a file of them. Must never know which rule uses it. Membership is exact, system and code as they stand,
//! and costs a call neither an allocation nor a search through the set.

mod cell;
mod code_map;
mod fhir;
mod system;
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

impl Library {
    /// Adds a table, and its codes as a value set of its name.
    pub fn add_table(&mut self, table: table::Table) {
        self.value_sets.insert(table.name.clone(), Arc::new(table.value_set()));
        self.tables.insert(table.name.clone(), Arc::new(table));
    }
}
