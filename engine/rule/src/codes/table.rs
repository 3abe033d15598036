//! A table: codings mapped to columns.

use crate::types::Type;

/// A table, its columns typed.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The name it is used by.
    pub name: String,
    /// Column names and types, in the file's order.
    pub columns: Vec<(String, Type)>,
}
