//! What was found, for people and machines to read. A format is one file.
//!
//! Knows files, places and findings. Must never print a character of a file that a terminal would obey.

mod github;
mod json;
mod sarif;
mod text;

use crate::{
    check::Severity,
    diagnostic::{Diagnostic, Diagnostics},
    source::{
        FileId, SourceFile, Sources, Span,
        position::{Lines, Position},
    },
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Findings, ready to be written.
#[derive(Debug)]
pub struct Report<'a> {
    sources: &'a Sources,
    root: &'a str,
    files: usize,
    findings: Vec<&'a Diagnostic>,
    /// The lines of each file with findings.
    lines: BTreeMap<FileId, Lines>,
}

impl<'a> Report<'a> {
    /// A report on everything found in `sources`, whose paths lie below `root`.
    pub fn new(sources: &'a Sources, root: &'a str, diagnostics: &'a Diagnostics) -> Report<'a> {
        Report::of_files(sources, root, diagnostics, |_| true)
    }

    /// A report on the files that `is_shown` chooses. What several rules found in a file that they share is reported once.
    pub fn of_files(sources: &'a Sources, root: &'a str, diagnostics: &'a Diagnostics, is_shown: impl Fn(FileId) -> bool) -> Report<'a> {
        let mut findings: Vec<&Diagnostic> = diagnostics.iter().filter(|finding| is_shown(finding.span.file)).collect();
        findings.sort_by_key(|finding| (&sources.file(finding.span.file).path, finding.span.start, finding.span.end, finding.check.name));
        findings.dedup_by_key(|finding| (finding.span, finding.check.name, &finding.message));
        let touched: BTreeSet<FileId> =
            findings.iter().flat_map(|finding| finding.related.iter().map(|(span, _)| span.file).chain([finding.span.file])).collect();
        let lines = touched.into_iter().map(|id| (id, Lines::of(&sources.file(id).text))).collect();
        Report { sources, root, files: sources.files().filter(|(id, _)| is_shown(*id)).count(), findings, lines }
    }

    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.check.severity == severity).count()
    }

    /// In the style of rustc, with the lines themselves; in colour for a terminal.
    pub fn text(&self, is_coloured: bool) -> String {
        text::render(self, is_coloured)
    }

    /// One object for programs; `json.rs` and the manual describe its shape.
    pub fn json(&self) -> String {
        format!("{:#}\n", json::value(self))
    }

    /// SARIF 2.1.0.
    pub fn sarif(&self) -> String {
        format!("{:#}\n", sarif::value(self))
    }

    /// Workflow commands of GitHub.
    pub fn github(&self) -> String {
        github::render(self)
    }

    /// `3 errors, 1 warning in 2 files`, `12 files, no problems`.
    pub fn summary(&self) -> String {
        let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .map(|severity| (self.count(severity), severity.name()))
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| counted(count, name))
            .collect();
        if counts.is_empty() {
            return format!("{}, no problems", counted(self.files, "file"));
        }
        let files: BTreeSet<FileId> = self.findings.iter().map(|finding| finding.span.file).collect();
        format!("{} in {}", counts.join(", "), counted(files.len(), "file"))
    }

    fn file(&self, id: FileId) -> &'a SourceFile {
        self.sources.file(id)
    }

    /// The line, from 1, that a byte of a file is in.
    fn line(&self, file: FileId, offset: usize) -> usize {
        self.lines.get(&file).map_or(1, |lines| lines.line(offset))
    }

    /// Where a span begins and ends.
    fn positions(&self, span: Span) -> (Position, Position) {
        let text = &self.file(span.file).text;
        let positions = |lines: &Lines| (lines.position(text, span.start), lines.position(text, span.end));
        self.lines.get(&span.file).map_or_else(|| positions(&Lines::of(text)), positions)
    }

    /// A file's path as whoever called can open it.
    fn path(&self, id: FileId) -> String {
        let path = &self.file(id).path;
        let whole = if self.root.is_empty() { path.clone() } else { format!("{}/{path}", self.root.trim_end_matches('/')) };
        harmless(&whole).into_owned()
    }
}

fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// The lines of `text` that `range` touches, as a range; of a line without end, what stands near.
fn lines(text: &str, range: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 4000;
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = text[..range.start].rfind('\n').map_or(mark.min(range.start), |newline| newline + 1);
    let end = range.end + text[range.end..].lines().next().map_or(0, str::len);
    let nearest = (range.end..end.min(range.end + LONGEST)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(range.end);
    start..if end - range.end > LONGEST { nearest } else { end }
}

/// `text` without characters that a terminal obeys or that reorder what is read (C1 controls and marks of direction; the renderer replaces the others).
/// Each is replaced by one of as many bytes, so that places stay.
fn harmless(text: &str) -> Cow<'_, str> {
    let replacement = |character: char| match character {
        '\u{80}'..='\u{9f}' | '\u{61c}' => Some('·'),
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => Some('\u{fffd}'),
        _ => None,
    };
    if text.chars().all(|character| replacement(character).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| replacement(character).unwrap_or(character)).collect())
}
