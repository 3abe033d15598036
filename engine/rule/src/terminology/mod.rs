//! Value sets and tables: files of codes that rules share.
//!
//! Knows codes and systems, and what is wrong with a file of them. Must never know which rule uses it. Membership is exact, system and code as they stand,
//! and costs a call neither an allocation nor a search through the set.

pub(crate) mod binding;
mod cell;
mod code_map;
mod fhir;
mod snomed;
mod system;
pub mod table;
pub mod value_set;

use engine_fhir::search::ValueSets;
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{code_in_no_value_set, unknown_value_set},
    diagnostic::{Diagnostic, Diagnostics},
    source::{Span, Text},
};
use std::{collections::BTreeMap, sync::Arc};

/// No code of a larger library is suggested: to look for one would take longer than all else.
const MOST_SUGGESTED: usize = 10_000;

/// Reports what is wrong with a code and its system, wherever they are written.
pub(crate) fn check_coding(system: &Text, code: &Text, diagnostics: &mut Diagnostics) {
    system::check_system(system, diagnostics);
    system::check_code(system.as_str(), code, diagnostics);
}

/// All value sets and tables of a rule set, by name. A table's codes are a value set of its name.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Value sets.
    pub value_sets: BTreeMap<String, Arc<value_set::ValueSet>>,
    /// Tables.
    pub tables: BTreeMap<String, Arc<table::Table>>,
}

/// What `:in` of a search asks about: the value sets by their URLs.
impl ValueSets for Library {
    fn knows(&self, value_set: &str) -> bool {
        self.by_url(value_set).is_some()
    }
    fn contains(&self, value_set: &str, system: Option<&str>, code: &str) -> bool {
        let Some(set) = self.by_url(value_set) else { return false };
        match system {
            Some(system) => set.has(system, code),
            None => set.codes().any(|known| known.code == code),
        }
    }
}

impl Library {
    fn by_url(&self, url: &str) -> Option<&value_set::ValueSet> {
        self.value_sets.values().map(|set| &**set).find(|set| set.url.as_deref() == Some(url))
    }
    /// What is to be said of a code that is written in a rule at `place` and that no value set has, though some have codes of its system.
    pub(crate) fn check_known(&self, system: &str, code: &str, place: Span) -> Option<Diagnostic> {
        if self.value_sets.values().any(|set| set.has(system, code)) || !system::is_sound(system, code) {
            return None;
        }
        let of_system = || self.value_sets.values().flat_map(|set| set.codes()).filter(|known| known.system == system);
        of_system().next()?;
        let diagnostic = Diagnostic::new(&code_in_no_value_set::CHECK, place, format!("no value set has `{code}`"));
        let diagnostic = match closest(code, of_system().take(MOST_SUGGESTED).map(|known| known.code)) {
            Some(meant) => diagnostic.did_you_mean(meant),
            None => diagnostic,
        };
        let help = format!(
            "add it to one, as the other codes of {system} are, and write `code_in(code, 'name')`, in a query `{{{{codes.name}}}}`"
        );
        Some(diagnostic.help(help))
    }
    /// Adds a table, and its codes as a value set of its name.
    pub fn add_table(&mut self, table: table::Table) {
        self.value_sets.insert(table.name.clone(), Arc::new(table.value_set()));
        self.tables.insert(table.name.clone(), Arc::new(table));
    }
    /// Reports the cells of tables that name a value set which isn't there. To be called once all value sets and tables are in.
    pub fn check_tables(&self, diagnostics: &mut Diagnostics) {
        for name in self.tables.values().flat_map(|table| table.named_value_sets()) {
            if self.value_sets.contains_key(name.as_str()) {
                continue;
            }
            let message = format!("there is no value set `{}`", name.as_str());
            let diagnostic = Diagnostic::new(&unknown_value_set::CHECK, name.span(), message);
            diagnostics.push(match closest(name.as_str(), self.value_sets.keys().map(String::as_str)) {
                Some(meant) => diagnostic.did_you_mean(meant),
                None => diagnostic.help(format!("make it: `valuesets/{}.yaml`", name.as_str())),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_syntax::{
        model::{Json, JsonKind, TableFile},
        source::{FileId, Span, Text},
    };

    #[test]
    fn a_cell_that_names_no_value_set_is_reported() {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let text = |value: &str| Text::verbatim(value, span, 0);
        let cell = |name: &str| vec![(text("kin"), Json { kind: JsonKind::Text(text(name)), span })];
        let file = TableFile {
            title: None,
            source: None,
            columns: vec![(text("kin"), text("valueset"))],
            rows: vec![(text("urn:x"), vec![(text("1"), cell("opioids")), (text("2"), cell("opiods"))])],
            span,
        };
        let (mut library, mut diagnostics) = (Library::default(), Diagnostics::default());
        library.add_table(table::Table::compile("opioids", &file, &mut diagnostics));
        library.check_tables(&mut diagnostics);
        let said: Vec<String> = diagnostics.iter().map(|one| format!("{}: {}", one.message, one.label)).collect();
        assert_eq!(said, ["there is no value set `opiods`: did you mean `opioids`?"]);
    }
}
