//! A table's columns and cells: what each type of column takes, and what is reported of a cell that it doesn't take.

use crate::value::{Value, types::Type};
use engine_fhir::{Decimal, decimal, quantity::Quantity, unit::Unit};
use engine_spelling::closest;
use engine_syntax::{
    catalogue::{bad_column_type, wrong_cell},
    diagnostic::{Diagnostic, Diagnostics},
    model::{Json, JsonKind},
    source::Text,
};
use std::{borrow::Cow, sync::Arc};

/// The type of a column.
#[derive(Clone, Debug)]
pub(super) enum ColumnType {
    Text,
    Boolean,
    Number,
    Quantity(Arc<Unit>),
    ValueSet,
}

/// A cell, read as its column's type.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Absent,
    Text(Arc<str>),
    Boolean(bool),
    Number(Decimal),
    Quantity(Decimal, Arc<Unit>),
}

impl ColumnType {
    /// The type that the words in `columns` name.
    pub(super) fn compile(written: &Text, diagnostics: &mut Diagnostics) -> Option<ColumnType> {
        match written.as_str().trim().split_once(' ') {
            None => ColumnType::of_word(written, diagnostics),
            Some(("quantity", unit)) => match Unit::parse(unit.trim()) {
                Ok(unit) => Some(ColumnType::Quantity(Arc::new(unit))),
                Err(error) => {
                    let message = format!("`{}` is no UCUM unit", unit.trim());
                    let diagnostic = Diagnostic::new(&bad_column_type::CHECK, written.span(), message);
                    diagnostics.push(match error.suggestions.first() {
                        Some(code) => diagnostic.did_you_mean(format!("quantity {code}")),
                        None => diagnostic.help("units are written as in UCUM: `mg`, `mL`, `{tablet}`"),
                    });
                    None
                }
            },
            Some(_) => refuse(written, diagnostics),
        }
    }
    fn of_word(written: &Text, diagnostics: &mut Diagnostics) -> Option<ColumnType> {
        match written.as_str().trim() {
            "text" => Some(ColumnType::Text),
            "boolean" => Some(ColumnType::Boolean),
            "number" => Some(ColumnType::Number),
            "valueset" => Some(ColumnType::ValueSet),
            "quantity" => {
                let diagnostic = Diagnostic::new(&bad_column_type::CHECK, written.span(), "a column of quantities needs a unit");
                diagnostics.push(diagnostic.help("name the unit of its numbers: `quantity mg`"));
                None
            }
            _ => refuse(written, diagnostics),
        }
    }
    /// What an expression sees. The name of a value set is text.
    pub(super) fn kind(&self) -> Type {
        match self {
            ColumnType::Text | ColumnType::ValueSet => Type::Text,
            ColumnType::Boolean => Type::Boolean,
            ColumnType::Number => Type::Number,
            ColumnType::Quantity(unit) => Type::Quantity(Some(unit.clone())),
        }
    }
    /// What a cell of it is written as.
    fn expected(&self) -> String {
        match self {
            ColumnType::Text => "text".to_owned(),
            ColumnType::Boolean => "true or false".to_owned(),
            ColumnType::Number => "a number of at most 28 digits".to_owned(),
            ColumnType::Quantity(unit) => format!("a number of {}", unit.code()),
            ColumnType::ValueSet => "the name of a value set".to_owned(),
        }
    }
}

fn refuse(written: &Text, diagnostics: &mut Diagnostics) -> Option<ColumnType> {
    let message = format!("`{}` is no type of a column", written.as_str());
    let meant = closest(written.as_str(), ["text", "boolean", "number", "quantity", "valueset"]);
    let diagnostic = Diagnostic::new(&bad_column_type::CHECK, written.span(), message);
    diagnostics.push(match meant {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic.help("a column is `text`, `boolean`, `number`, `quantity` with its unit, or `valueset`"),
    });
    None
}

impl Cell {
    /// What is written for a column. `null` is absent, as a cell that isn't written is.
    pub(super) fn compile(written: &Json, column: &str, kind: &ColumnType, diagnostics: &mut Diagnostics) -> Cell {
        let cell = match (&written.kind, kind) {
            (JsonKind::Null, _) => Some(Cell::Absent),
            (JsonKind::Text(text), ColumnType::Text | ColumnType::ValueSet) => Some(Cell::Text(text.as_str().into())),
            // `7` in a column of text is the text as written.
            (JsonKind::Number(digits), ColumnType::Text) => Some(Cell::Text(digits.as_str().into())),
            (JsonKind::Boolean(value), ColumnType::Boolean) => Some(Cell::Boolean(*value)),
            (JsonKind::Number(digits), ColumnType::Number) => decimal::parse(digits).map(Cell::Number),
            (JsonKind::Number(digits), ColumnType::Quantity(unit)) => {
                decimal::parse(digits).map(|value| Cell::Quantity(value, unit.clone()))
            }
            (JsonKind::Text(text), ColumnType::Quantity(unit)) => with_unit(text.as_str(), unit),
            _ => None,
        };
        cell.unwrap_or_else(|| {
            let message = format!("the column `{column}` takes {}", kind.expected());
            diagnostics.push(Diagnostic::new(&wrong_cell::CHECK, written.span, message).label(form(&written.kind)));
            Cell::Absent
        })
    }
    /// Its value, borrowed from the table.
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Cell::Absent => Value::ABSENT,
            Cell::Text(text) => Value::text(&**text),
            Cell::Boolean(value) => Value::Boolean(*value),
            Cell::Number(value) => Value::number(*value),
            Cell::Quantity(value, unit) => Value::Quantity(Quantity { value: *value, comparator: None, unit: Cow::Borrowed(unit.code()) }),
        }
    }
    /// Its value, of its own.
    pub(super) fn to_value<'d>(&self) -> Value<'d> {
        match self {
            Cell::Absent => Value::ABSENT,
            Cell::Text(text) => Value::text(text.to_string()),
            Cell::Boolean(value) => Value::Boolean(*value),
            Cell::Number(value) => Value::number(*value),
            Cell::Quantity(value, unit) => {
                Value::Quantity(Quantity { value: *value, comparator: None, unit: unit.code().to_owned().into() })
            }
        }
    }
}

/// `100 ug` in a column of milligrams.
fn with_unit(text: &str, unit: &Arc<Unit>) -> Option<Cell> {
    let (number, code) = text.trim().split_once(' ')?;
    let value = Unit::find(code.trim())?.convert(decimal::parse(number)?, unit, None)?;
    Some(Cell::Quantity(value, unit.clone()))
}

fn form(kind: &JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "nothing",
        JsonKind::Boolean(_) => "true or false",
        JsonKind::Number(_) => "a number",
        JsonKind::Text(_) => "text",
        JsonKind::Array(_) => "a list",
        JsonKind::Object(_) => "several values",
    }
}
