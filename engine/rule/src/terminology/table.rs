//! A table: codings mapped to columns.

use super::{
    cell::{Cell, ColumnType},
    code_map::{CodeMap, Found},
    system::{check_code, check_system},
    value_set::ValueSet,
};
use crate::value::{Cause, Value, types::Type};
use engine_fhir::concept::Concept;
use engine_syntax::{
    catalogue::{duplicate_code, empty_table, inspect_table},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Json, JsonKind, TableFile},
    source::Text,
};
use std::collections::BTreeSet;

/// A table, its columns typed.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The name it is used by.
    pub name: String,
    /// Column names and types, in the file's order. A column of value sets is of their names, which are text.
    pub columns: Vec<(String, Type)>,
    /// The columns that are of value sets.
    value_set_columns: Vec<usize>,
    /// Their cells as written.
    named_value_sets: Vec<Text>,
    /// A cell for each column.
    rows: CodeMap<Vec<Cell>>,
}

/// A column as written, with its type where that is one.
type Columns<'f> = Vec<(&'f Text, Option<ColumnType>)>;

impl Table {
    /// Compiles a file. What is wrong goes to `diagnostics`; a cell that can't be read is absent, a column without a type fits everywhere.
    pub fn compile(name: &str, file: &TableFile, diagnostics: &mut Diagnostics) -> Table {
        let columns: Columns<'_> = file.columns.iter().map(|(column, kind)| (column, ColumnType::compile(kind, diagnostics))).collect();
        inspect_table(file, diagnostics);
        let is_value_set = |(_, (_, kind)): &(usize, &(&Text, Option<ColumnType>))| matches!(kind, Some(ColumnType::ValueSet));
        let mut table = Table {
            name: name.to_owned(),
            value_set_columns: columns.iter().enumerate().filter(is_value_set).map(|(index, _)| index).collect(),
            columns: columns
                .iter()
                .map(|(column, kind)| (column.as_str().to_owned(), kind.as_ref().map_or(Type::Any, ColumnType::kind)))
                .collect(),
            named_value_sets: Vec::new(),
            rows: CodeMap::default(),
        };
        for (system, rows) in &file.rows {
            check_system(system, diagnostics);
            for (code, cells) in rows {
                table.read_row(system, code, cells, &columns, diagnostics);
            }
        }
        if table.rows.entries().is_empty() {
            let message = format!("the table `{name}` has no rows");
            diagnostics
                .push(Diagnostic::new(&empty_table::CHECK, file.span, message).help("list its rows under `rows`, by system and code"));
        }
        table
    }

    fn read_row(&mut self, system: &Text, code: &Text, cells: &[(Text, Json)], columns: &Columns<'_>, diagnostics: &mut Diagnostics) {
        let is_code = check_code(system.as_str(), code, diagnostics);
        let mut row = Vec::with_capacity(columns.len());
        for (column, kind) in columns {
            let written = cells.iter().find(|(name, _)| name.as_str() == column.as_str());
            row.push(match (written, kind) {
                (Some((_, json)), Some(kind)) => Cell::compile(json, column.as_str(), kind, diagnostics),
                _ => Cell::Absent,
            });
            if let (Some((_, Json { kind: JsonKind::Text(name), .. })), Some(ColumnType::ValueSet)) = (written, kind) {
                self.named_value_sets.push(name.clone());
            }
        }
        if !self.rows.insert(system.as_str(), code.as_str(), row) && is_code {
            let message = format!("the code `{}` has two rows", code.as_str());
            diagnostics.push(Diagnostic::new(&duplicate_code::CHECK, code.span(), message).help("take one of them out"));
        }
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(column, _)| column == name)
    }
    /// Whether a column is of value sets, which a find's `codes` may name.
    pub fn is_value_set(&self, column: usize) -> bool {
        self.value_set_columns.contains(&column)
    }
    /// The names in columns of value sets, with their places.
    pub fn named_value_sets(&self) -> impl Iterator<Item = &Text> {
        self.named_value_sets.iter()
    }
    /// The cell of a concept's row: of its first coding that the table has. Absent where the table has none of them or the cell is empty; unknown where
    /// that can't be told, as in [`ValueSet::has_concept`].
    pub fn lookup<'d>(&self, concept: Concept<'_>, column: usize) -> Value<'d> {
        match self.rows.find(concept) {
            Found::Yes(row) => row.get(column).map_or(Value::ABSENT, Cell::to_value),
            Found::No => Value::ABSENT,
            Found::Unknown => Value::unknown(Cause::Unreadable),
        }
    }
    /// Every row's cells, in the file's order; a cell for each column.
    pub fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = Value<'_>>> {
        self.rows.entries().iter().map(|row| row.value.iter().map(Cell::value))
    }
    /// The texts of a column of texts, each once.
    pub(crate) fn texts(&self, column: usize) -> Option<Vec<String>> {
        let is_text = matches!(self.columns.get(column), Some((_, Type::Text)));
        let cells = self.rows.entries().iter().filter_map(|row| match row.value.get(column)?.value() {
            Value::Text(text) => Some(text.into_owned()),
            _ => None,
        });
        is_text.then(|| cells.collect::<BTreeSet<_>>().into_iter().collect())
    }
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.entries().len()
    }
    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.entries().is_empty()
    }
    /// Its codes, as a value set of its name.
    pub fn value_set(&self) -> ValueSet {
        ValueSet::of_codes(&self.name, self.rows.entries().iter().map(|row| (&*row.system, &*row.code)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine_fhir::Document;
    use engine_syntax::source::{FileId, Span};

    const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };
    const RXNORM: &str = "http://www.nlm.nih.gov/research/umls/rxnorm";

    fn text(value: &str) -> Text {
        Text::verbatim(value, SPAN, 0)
    }
    fn number(digits: &str) -> JsonKind {
        JsonKind::Number(digits.to_owned())
    }
    fn words(value: &str) -> JsonKind {
        JsonKind::Text(text(value))
    }

    fn file(columns: &[(&str, &str)], rows: Vec<(&str, Vec<(&str, JsonKind)>)>) -> TableFile {
        let row = |(code, cells): (&str, Vec<(&str, JsonKind)>)| {
            (text(code), cells.into_iter().map(|(name, kind)| (text(name), Json { kind, span: SPAN })).collect())
        };
        TableFile {
            title: None,
            source: None,
            columns: columns.iter().map(|(name, kind)| (text(name), text(kind))).collect(),
            rows: vec![(text(RXNORM), rows.into_iter().map(row).collect())],
            span: SPAN,
        }
    }

    fn compile(file: &TableFile) -> (Table, Vec<String>) {
        let mut diagnostics = Diagnostics::default();
        let table = Table::compile("opioid-mme", file, &mut diagnostics);
        let said = diagnostics
            .iter()
            .map(|one| format!("{}: {} {}{}", one.check.name, one.message, one.label, one.help.join(" ")).trim_end().to_owned());
        (table, said.collect())
    }

    fn opioids() -> Table {
        let columns = [("factor", "number"), ("strength", "quantity mg"), ("name", "text"), ("strong", "boolean"), ("kin", "valueset")];
        let rows = vec![
            (
                "1049502",
                vec![("factor", number("1.5")), ("strength", number("10")), ("name", words("oxycodone")), ("kin", words("opioids"))],
            ),
            (
                "08",
                vec![
                    ("strength", words("100 ug")),
                    ("strong", JsonKind::Boolean(true)),
                    ("name", number("08")),
                    ("factor", JsonKind::Null),
                ],
            ),
        ];
        let (table, said) = compile(&file(&columns, rows));
        assert_eq!(said, Vec::<String>::new());
        table
    }

    fn print(value: &Value<'_>) -> String {
        match value {
            Value::Missing(missing) => if missing.is_absent() { "absent" } else { "unknown" }.to_owned(),
            Value::Boolean(value) => value.to_string(),
            Value::Number(number) => number.value.to_string(),
            Value::Text(text) => text.to_string(),
            Value::Quantity(quantity) => quantity.to_string(),
            _ => "?".to_owned(),
        }
    }

    fn lookup(concept: &str, column: &str) -> String {
        let table = opioids();
        let document = Document::parse(concept).unwrap();
        print(&table.lookup(Concept::read(document.root()).unwrap(), table.column(column).unwrap()))
    }

    #[test]
    fn a_concept_has_the_cells_of_its_first_coding_in_the_table() {
        let oxycodone = format!(r#"{{"coding":[{{"system":"urn:x","code":"1"}},{{"system":"{RXNORM}","code":"1049502"}}]}}"#);
        assert_eq!(lookup(&oxycodone, "factor"), "1.5");
        assert_eq!(lookup(&oxycodone, "strength"), "10 mg");
        assert_eq!(lookup(&oxycodone, "name"), "oxycodone");
        assert_eq!(lookup(&oxycodone, "strong"), "absent");
        let other = format!(r#"{{"system":"{RXNORM}","code":"08"}}"#);
        assert_eq!(lookup(&other, "strength"), "0.1 mg");
        assert_eq!(lookup(&other, "strong"), "true");
        assert_eq!(lookup(&other, "factor"), "absent");
        assert_eq!(lookup(&other, "name"), "08");
    }

    #[test]
    fn none_in_the_table_is_absent_and_what_cannot_be_told_unknown() {
        assert_eq!(lookup(r#"{"system":"urn:x","code":"1049502"}"#, "factor"), "absent");
        assert_eq!(lookup(r#"{"text":"oxycodone"}"#, "factor"), "unknown");
        assert_eq!(lookup(r#"{"code":"1049502"}"#, "factor"), "unknown");
    }

    #[test]
    fn rows_have_a_cell_for_each_column_and_the_codes_are_a_value_set() {
        let table = opioids();
        let rows: Vec<String> = table.rows().map(|row| row.map(|cell| print(&cell)).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(rows, ["1.5 10 mg oxycodone absent opioids", "absent 0.1 mg 08 true absent"]);
        let set = table.value_set();
        assert!(set.has(RXNORM, "08") && !set.has(RXNORM, "8") && set.name == "opioid-mme");
    }

    #[test]
    fn a_column_of_value_sets_is_known_as_such() {
        let table = opioids();
        let column = table.column("kin").unwrap();
        assert!(table.is_value_set(column) && !table.is_value_set(0));
        assert_eq!(table.named_value_sets().map(Text::as_str).collect::<Vec<_>>(), ["opioids"]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let columns = [("factor", "nunber"), ("strength", "quantity mcg"), ("dose", "quantity"), ("name", "text"), ("count", "number")];
        let rows = vec![
            ("1", vec![("factr", number("1")), ("name", JsonKind::Boolean(true)), ("count", words("two"))]),
            ("1", vec![]),
            ("2 ", vec![("count", number("1e99"))]),
        ];
        insta::assert_snapshot!(compile(&file(&columns, rows)).1.join("\n"), @r"
        bad-column-type: `nunber` is no type of a column did you mean `number`?
        bad-column-type: `mcg` is no UCUM unit did you mean `quantity ug`?
        bad-column-type: a column of quantities needs a unit name the unit of its numbers: `quantity mg`
        undeclared-column: the table declares no column `factr` did you mean `factor`?
        wrong-cell: the column `name` takes text true or false
        wrong-cell: the column `count` takes a number of at most 28 digits text
        duplicate-code: the code `1` has two rows take one of them out
        bad-code: `2 ` is no code: a code isn't empty, and has no spaces around it and single ones within compare it with the code system's own page
        wrong-cell: the column `count` takes a number of at most 28 digits a number
        ");
        assert_eq!(
            compile(&TableFile { rows: Vec::new(), ..file(&[], Vec::new()) }).1,
            ["empty-table: the table `opioid-mme` has no rows list its rows under `rows`, by system and code"]
        );
    }
}
