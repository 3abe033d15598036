//! Lines and columns, as people and editors count them: from 1, columns in characters.

/// Where the lines of a text begin.
#[derive(Debug)]
pub(crate) struct Lines(Vec<usize>);

/// A place in a file, as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Lines {
    /// The lines of `text`.
    pub(crate) fn of(text: &str) -> Lines {
        Lines(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line that the byte `offset` is in.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }

    /// Where the byte `offset` of `text`, whose lines these are, stands; past its end, its end.
    pub(crate) fn position(&self, text: &str, offset: u32) -> Position {
        let offset = (0..=text.len().min(offset as usize)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let line = self.line(offset);
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or_default();
        Position { line, column: 1 + text.get(start..offset).unwrap_or_default().chars().count() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Position};

    #[test]
    fn columns_count_characters_from_one() {
        let position = |text: &str, offset| Lines::of(text).position(text, offset);
        assert_eq!(position("µµ\nä: b", 0), Position { line: 1, column: 1 });
        assert_eq!(position("µµ\nä: b", 9), Position { line: 2, column: 4 });
        assert_eq!(position("x", 99), Position { line: 1, column: 2 });
    }
}
