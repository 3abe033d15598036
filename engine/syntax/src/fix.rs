//! Certain fixes, applied: the spans that a finding names are replaced, and nothing else of a file changes, comments and layout included.
//!
//! Knows spans, and how a scalar is quoted. Must never know which check asks for a fix.

use crate::{
    diagnostic::Diagnostics,
    source::{FileId, Sources, Span},
    yaml::{self, Style, Yaml},
};
use std::collections::BTreeMap;

/// The new text of each file that a fix changes. Of fixes that touch one another only the first is made; the
/// rest wait for the next run.
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
    edits.into_iter().filter_map(|(file, edits)| Some((file, fixed(file, &sources.file(file).text, edits)?))).collect()
}

/// The new text of each file in which something is put in place of something else; where two places touch, the first is replaced.
pub fn replace(sources: &Sources, replacements: Vec<(Span, String)>) -> Vec<(FileId, String)> {
    let mut edits: BTreeMap<FileId, Vec<(Span, &str)>> = BTreeMap::new();
    for (span, replacement) in &replacements {
        let of_file = edits.entry(span.file).or_default();
        if of_file.iter().all(|(taken, _)| span.end < taken.start || taken.end < span.start) {
            of_file.push((*span, replacement));
        }
    }
    edits.into_iter().filter_map(|(file, edits)| Some((file, fixed(file, &sources.file(file).text, edits)?))).collect()
}

/// Whether no part of a fix touches what is fixed already. The same fix of the same place, which several rules may find, is one.
fn is_free(fix: &[(Span, String)], edits: &BTreeMap<FileId, Vec<(Span, &str)>>) -> bool {
    fix.iter().all(|(span, replacement)| {
        let of_file = edits.get(&span.file).map(Vec::as_slice).unwrap_or_default();
        of_file.iter().all(|(taken, with)| span.end < taken.start || taken.end < span.start || (taken == span && with == replacement))
    })
}

/// The text with all edits, unless it would then be YAML no more.
fn fixed(file: FileId, text: &str, edits: Vec<(Span, &str)>) -> Option<String> {
    let mut before = Diagnostics::default();
    let tree = yaml::parse(file, text, &mut before)?;
    let in_place: Vec<(Span, String)> =
        edits.into_iter().map(|(span, replacement)| (span, as_written(&tree, span, text, replacement))).collect();
    let fixed = edited(text, in_place)?;
    let mut after = Diagnostics::default();
    yaml::parse(file, &fixed, &mut after);
    (after.len() <= before.len()).then_some(fixed)
}

/// A replacement as the scalar that holds its place writes it: quotes doubled or escaped.
fn as_written(tree: &Yaml, place: Span, source: &str, replacement: &str) -> String {
    let quote = scalar_at(tree, place).filter(|span| *span != place).and_then(|span| source.as_bytes().get(span.start as usize).copied());
    match quote {
        Some(b'\'') => replacement.replace('\'', "''"),
        Some(b'"') => replacement.replace('\\', "\\\\").replace('"', "\\\""),
        _ => replacement.to_owned(),
    }
}

/// The quoted scalar that a place lies in.
fn scalar_at(tree: &Yaml, place: Span) -> Option<Span> {
    match tree {
        Yaml::Scalar { text, style: Style::Quoted } => {
            let span = text.span();
            (span.start <= place.start && place.end <= span.end).then_some(span)
        }
        Yaml::Sequence { elements, .. } => elements.iter().find_map(|element| scalar_at(element, place)),
        Yaml::Mapping { members, .. } => members.iter().find_map(|(_, value)| scalar_at(value, place)),
        _ => None,
    }
}

/// The text with all edits; `None` where one lies outside of it.
fn edited(text: &str, mut edits: Vec<(Span, String)>) -> Option<String> {
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (span, replacement) in edits {
        out.push_str(text.get(copied..span.start as usize)?);
        out.push_str(&replacement);
        copied = span.end as usize;
    }
    out.push_str(text.get(copied..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::{
        catalogue::unknown_name,
        diagnostic::{Diagnostic, Diagnostics},
        source::{Sources, Span},
    };

    fn fixed(text: &str, fixes: &[(&str, &str)]) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let mut found = Diagnostics::default();
        for (wrong, replacement) in fixes {
            let start = text.find(wrong).expect("the place") as u32;
            let span = Span { file, start, end: start + wrong.len() as u32 };
            found.push(Diagnostic::new(&unknown_name::CHECK, span, "x").fix(span, *replacement));
        }
        apply(&sources, &found).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn only_what_is_fixed_changes() {
        assert_eq!(fixed("when:   a = b # why\n", &[("=", "==")]), ["when:   a == b # why\n"]);
    }

    #[test]
    fn fixes_that_overlap_wait_for_the_next_run() {
        assert_eq!(fixed("x: abcdef", &[("abc", "1"), ("cd", "2"), ("f", "3")]), ["x: 1de3"]);
    }

    #[test]
    fn the_same_fix_found_twice_is_made_once() {
        assert_eq!(fixed("x: a = b", &[("=", "=="), ("=", "==")]), ["x: a == b"]);
    }

    #[test]
    fn quotes_fit_the_scalar_that_they_come_into() {
        let fix = [("2024-01-01", "'2024-01-01'")];
        assert_eq!(fixed("x: 'd > 2024-01-01'", &fix), ["x: 'd > ''2024-01-01'''"]);
        assert_eq!(fixed("x: \"d > 2024-01-01\"", &fix), ["x: \"d > '2024-01-01'\""]);
    }

    #[test]
    fn a_fix_that_would_break_the_file_is_not_made() {
        assert!(fixed("x: 2024-01-01 < d", &[("2024-01-01", "'2024-01-01'")]).is_empty());
    }

    #[test]
    fn a_file_without_fixes_is_not_touched() {
        assert!(fixed("x: a", &[]).is_empty());
    }
}
