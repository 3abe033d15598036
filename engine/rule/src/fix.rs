//! Certain mends, applied: the spans that a finding names are replaced, and nothing else of a file changes, comments and layout included.

use crate::{
    diagnostic::Diagnostics,
    source::{FileId, Sources, Span},
};
use std::collections::BTreeMap;

/// The new text of each file that a mend changes. Mends that touch one another are left for the next run, all but the first.
pub fn apply(sources: &Sources, diagnostics: &Diagnostics) -> Vec<(FileId, String)> {
    let mut edits: BTreeMap<FileId, Vec<(Span, &str)>> = BTreeMap::new();
    for finding in diagnostics.iter() {
        if !is_free(&finding.fix, &edits) {
            continue;
        }
        for (span, replacement) in &finding.fix {
            let of_file = edits.entry(span.file).or_default();
            if !of_file.iter().any(|(taken, _)| taken == span) {
                of_file.push((*span, replacement));
            }
        }
    }
    edits.into_iter().filter_map(|(file, edits)| Some((file, edited(&sources.file(file).text, edits)?))).collect()
}

/// Whether no part of a mend touches what is mended already. The same mend of the same place, which several rules may find, is one.
fn is_free(fix: &[(Span, String)], edits: &BTreeMap<FileId, Vec<(Span, &str)>>) -> bool {
    fix.iter().all(|(span, replacement)| {
        let of_file = edits.get(&span.file).map(Vec::as_slice).unwrap_or_default();
        of_file.iter().all(|(taken, with)| span.end < taken.start || taken.end < span.start || (taken == span && with == replacement))
    })
}

/// The text with all edits; `None` where one lies outside of it.
fn edited(text: &str, mut edits: Vec<(Span, &str)>) -> Option<String> {
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (span, replacement) in edits {
        out.push_str(text.get(copied..span.start as usize)?);
        out.push_str(replacement);
        copied = span.end as usize;
    }
    out.push_str(text.get(copied..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::{
        check::catalogue::unknown_name,
        diagnostic::{Diagnostic, Diagnostics},
        source::{Sources, Span},
    };

    fn mended(text: &str, fixes: &[(u32, u32, &str)]) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let mut found = Diagnostics::default();
        for (start, end, replacement) in fixes {
            let span = Span { file, start: *start, end: *end };
            found.push(Diagnostic::new(&unknown_name::CHECK, span, "x").fix(span, *replacement));
        }
        apply(&sources, &found).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn only_what_is_mended_changes() {
        assert_eq!(mended("a = b # why\n", &[(2, 3, "==")]), ["a == b # why\n"]);
    }

    #[test]
    fn mends_that_overlap_wait_for_the_next_run() {
        assert_eq!(mended("abcdef", &[(0, 3, "x"), (2, 4, "y"), (5, 6, "z")]), ["xdez"]);
    }

    #[test]
    fn the_same_mend_found_twice_is_made_once() {
        assert_eq!(mended("a = b", &[(2, 3, "=="), (2, 3, "==")]), ["a == b"]);
    }

    #[test]
    fn a_file_without_mends_is_not_touched() {
        assert!(mended("a", &[]).is_empty());
    }
}
