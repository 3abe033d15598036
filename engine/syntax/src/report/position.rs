//! Lines and columns, as people and editors count them: from 1, columns in characters.

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Where the byte `offset` of `text` stands; past its end, its end.
pub(super) fn position(text: &str, offset: u32) -> Position {
    let offset = (0..=text.len().min(offset as usize)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position { line: 1 + before.bytes().filter(|byte| *byte == b'\n').count(), column: 1 + before[line_start..].chars().count() }
}

#[cfg(test)]
mod tests {
    use super::{Position, position};

    #[test]
    fn columns_count_characters_from_one() {
        assert_eq!(position("µµ\nä: b", 0), Position { line: 1, column: 1 });
        assert_eq!(position("µµ\nä: b", 9), Position { line: 2, column: 4 });
        assert_eq!(position("x", 99), Position { line: 1, column: 2 });
    }
}
