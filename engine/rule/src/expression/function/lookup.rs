//! A cell of a table.

use super::{Accepts, Attributes, Example, Function, Parameter};
use crate::{
    expression::{
        term::{
            Term,
            operation::{Operation, UNEXPECTED, argument},
        },
        typing::call_site::{CallSite, UnknownName},
    },
    frame::Frame,
    scope::names::Names,
    terminology::table::Table,
    value::Value,
};
use engine_syntax::catalogue;
use std::sync::Arc;

pub(super) static FUNCTION: Function = Function {
    name: "lookup",
    signature: "lookup('table', code, 'column') -> cell",
    documentation: "The cell of that column in the row of the code's first coding that the table has; absent where it has none of them.",
    example: Example { expression: "lookup('mme', drug, 'factor')", result: "1.5" },
    parameters: &[Parameter::one(Accepts::Literal), Parameter::one(Accepts::Code), Parameter::one(Accepts::Literal)],
    attributes: Attributes::NONE,
    build: |call| {
        let table = table(call)?;
        let column = column(call, &table)?;
        call.arguments.swap(0, 1);
        let kind = table.columns.get(column)?.1.clone();
        Some(call.with(kind, Lookup { table, column })?.may_be_missing())
    },
};

/// Looks the code up, which is the first argument now; the literals have named the table and the column.
struct Lookup {
    table: Arc<Table>,
    column: usize,
}

impl Operation for Lookup {
    fn evaluate<'d>(&self, arguments: &[Term], frame: &Frame<'d>) -> Value<'d> {
        match argument(arguments, 0, frame) {
            Value::Code(concept) => self.table.lookup(concept, self.column),
            Value::Missing(missing) => Value::Missing(missing.as_operand()),
            _ => Value::Missing(UNEXPECTED),
        }
    }
    fn texts(&self, _: &[Term], _: &dyn Names) -> Option<Vec<String>> {
        self.table.texts(self.column)
    }
}

fn table(call: &mut CallSite<'_>) -> Option<Arc<Table>> {
    let name = call.literal(0)?;
    let found = call.library.tables.get(&name).cloned();
    if found.is_none() {
        let unknown = UnknownName {
            check: &catalogue::unknown_table::CHECK,
            message: format!("there is no table '{name}'"),
            help: format!("tables are files: `tables/{name}.yaml`"),
        };
        call.report_unknown(0, unknown, call.library.tables.keys().map(String::as_str));
    }
    found
}

fn column(call: &mut CallSite<'_>, table: &Table) -> Option<usize> {
    let name = call.literal(2)?;
    let found = table.column(&name);
    if found.is_none() {
        let names: Vec<&str> = table.columns.iter().map(|(column, _)| column.as_str()).collect();
        let unknown = UnknownName {
            check: &catalogue::unknown_column::CHECK,
            message: format!("the table '{}' has no column '{name}'", table.name),
            help: format!("its columns are '{}'", names.join("', '")),
        };
        call.report_unknown(2, unknown, names);
    }
    found
}
