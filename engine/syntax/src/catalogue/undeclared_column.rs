//! A cell of a column that the table does not declare.

use crate::{
    check::{Check, Example, Severity},
    diagnostic::{Diagnostic, Diagnostics},
    model::TableFile,
    source::Text,
};
use engine_spelling::closest;

/// See the module.
pub static CHECK: Check = Check {
    name: "undeclared-column",
    severity: Severity::Error,
    summary: "a cell of a column that the table does not declare",
    explanation: "The cell could never be read: a column is named with its type under `columns`.",
    wrong: Example::Table(
        r#"columns: { factor: number }
rows:
  http://www.nlm.nih.gov/research/umls/rxnorm:
    1049502: { factr: 1.5 }
"#,
    ),
    right: Example::Table(
        r#"columns: { factor: number }
rows:
  http://www.nlm.nih.gov/research/umls/rxnorm:
    1049502: { factor: 1.5 }
"#,
    ),
};

pub(super) fn check(table: &TableFile, diagnostics: &mut Diagnostics) {
    for (name, _) in table.rows.iter().flat_map(|(_, rows)| rows).flat_map(|(_, cells)| cells) {
        if !table.columns.iter().any(|(column, _)| column.as_str() == name.as_str()) {
            diagnostics.push(undeclared(name, table));
        }
    }
}

fn undeclared(name: &Text, table: &TableFile) -> Diagnostic {
    let message = format!("the table declares no column `{}`", name.as_str());
    let diagnostic = Diagnostic::new(&CHECK, name.span(), message);
    match closest(name.as_str(), table.columns.iter().map(|(column, _)| column.as_str())) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic.help("name it under `columns` with its type"),
    }
}
