//! A table in text: columns as wide as their widest cell, two spaces between them.

use std::fmt;

/// Rows of cells.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
}

/// A cell, and the side on which it stands.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Left(String),
    Right(String),
}

/// For words.
pub(super) fn left(text: impl fmt::Display) -> Cell {
    Cell::Left(text.to_string())
}

/// For numbers.
pub(super) fn right(text: impl fmt::Display) -> Cell {
    Cell::Right(text.to_string())
}

impl Table {
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column| self.rows.iter().filter_map(|row| row.get(column)).map(Cell::width).max().unwrap_or_default();
        (0..columns).map(width).collect()
    }
}

impl Cell {
    fn width(&self) -> usize {
        let (Cell::Left(text) | Cell::Right(text)) = self;
        text.chars().count()
    }

    fn padded(&self, width: usize) -> String {
        match self {
            Cell::Left(text) => format!("{text:<width$}"),
            Cell::Right(text) => format!("{text:>width$}"),
        }
    }
}

/// A line a row, indented.
impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        for row in &self.rows {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| cell.padded(*width)).collect();
            writeln!(formatter, "    {}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}
