//! A table file as written.

use super::Json;
use crate::source::{Span, Text};

/// A code system, and its codes with their cells by column.
pub type SystemRows = (Text, Vec<(Text, Vec<(Text, Json)>)>);

/// A table as written.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// `title`
    pub title: Option<Text>,
    /// `source`
    pub source: Option<Text>,
    /// `columns`: name and type.
    pub columns: Vec<(Text, Text)>,
    /// `rows`: system, then code, then cells by column.
    pub rows: Vec<SystemRows>,
    /// The whole.
    pub span: Span,
}
