//! FHIR's own escapes in values: `\,` `\|` `\$` `\\` (FHIR R4, 3.1.1.4.19). Commas are split before a search is a value; bars are split here.

use super::error::SearchErrorReason;

const EXPECTED: &str = r"`\` only before `,`, `|`, `$` or another `\`";

/// The value itself, escapes undone.
pub(super) fn undo(value: &str) -> Result<String, SearchErrorReason> {
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        out.push(match character {
            '\\' => characters.next().filter(|next| matches!(next, ',' | '|' | '$' | '\\')).ok_or(SearchErrorReason::bad(EXPECTED))?,
            plain => plain,
        });
    }
    Ok(out)
}

/// The parts between bars that no backslash escapes, escapes undone; at least one.
pub(super) fn split_at_bars(value: &str) -> Result<Vec<String>, SearchErrorReason> {
    let mut is_escaped = false;
    let parts = value.split(|character| {
        let splits = character == '|' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        splits
    });
    parts.map(undo).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_keep_bars_together() {
        assert_eq!(undo(r"a\,b\|c\$d\\e").as_deref(), Ok(r"a,b|c$d\e"));
        assert_eq!(split_at_bars(r"a|b\|c|").unwrap(), ["a", "b|c", ""]);
        assert_eq!(split_at_bars(r"a\\|b").unwrap(), [r"a\", "b"]);
    }

    #[test]
    fn a_backslash_before_anything_else_is_illegal() {
        for value in [r"a\b", r"a\", r"\ "] {
            assert!(undo(value).is_err(), "{value}");
        }
    }
}
