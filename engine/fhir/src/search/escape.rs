//! The values of a search without their escapes, or why the search can't be answered.

use super::error::SearchErrorReason;
use crate::query::escape::{self, EscapeError, unescaped};

const EXPECTED: &str = r"`\` only before `,`, `|`, `$` or another `\`";

/// The value itself, its escapes undone.
pub(super) fn unescape(value: &str) -> Result<String, SearchErrorReason> {
    escape::unescape(value).map_err(|EscapeError| SearchErrorReason::bad(EXPECTED))
}

/// The parts between bars that no backslash escapes, each with its escapes undone; at least one.
pub(super) fn split_at_bars(value: &str) -> Result<Vec<String>, SearchErrorReason> {
    value.split(unescaped('|')).map(unescape).collect()
}
