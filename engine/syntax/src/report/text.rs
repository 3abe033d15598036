//! The report as people read it, in the style of rustc.

use super::{Report, harmless, lines};
use crate::{check::Severity, diagnostic::Diagnostic, source::Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// Places of one file that are no further apart than this many bytes are shown as one piece of it.
const NEAR: usize = 8000;
/// How many findings are shown: nobody reads more.
const MOST: usize = 1000;

/// All findings, then the summary.
pub(super) fn render(report: &Report<'_>, is_coloured: bool) -> String {
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in report.findings.iter().take(MOST) {
        out += &renderer.render(&[group(report, finding)]);
        out += "\n\n";
    }
    if report.findings.len() > MOST {
        out += &format!("… and {} more\n\n", report.findings.len() - MOST);
    }
    out + &report.summary() + "\n"
}

fn group<'r>(report: &Report<'r>, finding: &'r Diagnostic) -> Group<'r> {
    let level = match finding.check.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let pieces = pieces(report, finding);
    level
        .primary_title(harmless(&finding.message))
        .id(finding.check.name)
        .elements(pieces.into_iter().map(|piece| piece.snippet(report)))
        .elements(finding.help.iter().map(|help| Level::HELP.message(harmless(help))))
}

/// A piece of a file, and what is marked in it.
struct Piece<'r> {
    place: Span,
    marks: Vec<(Span, AnnotationKind, &'r str)>,
}

/// The finding's own place first, then the related ones, those near each other together.
fn pieces<'r>(report: &Report<'r>, finding: &'r Diagnostic) -> Vec<Piece<'r>> {
    let own = (finding.span, AnnotationKind::Primary, finding.label.as_str());
    let related = finding.related.iter().map(|(span, label)| (*span, AnnotationKind::Context, label.as_str()));
    let mut pieces: Vec<Piece<'r>> = Vec::new();
    for (span, kind, label) in std::iter::once(own).chain(related) {
        let span = within(span, report.file(span.file).text.len());
        match pieces.iter_mut().find(|piece| piece.is_near(span)) {
            Some(piece) => piece.add(span, kind, label),
            None => pieces.push(Piece { place: span, marks: vec![(span, kind, label)] }),
        }
    }
    pieces
}

/// A span that certainly lies in a file of that length.
fn within(span: Span, length: usize) -> Span {
    let end = span.end.min(u32::try_from(length).unwrap_or(u32::MAX));
    Span { start: span.start.min(end), end, ..span }
}

impl<'r> Piece<'r> {
    fn is_near(&self, span: Span) -> bool {
        let together = self.place.start.min(span.start)..self.place.end.max(span.end);
        self.place.file == span.file && together.len() <= NEAR
    }

    fn add(&mut self, span: Span, kind: AnnotationKind, label: &'r str) {
        self.place = Span { start: self.place.start.min(span.start), end: self.place.end.max(span.end), ..self.place };
        self.marks.push((span, kind, label));
    }

    fn snippet(&self, report: &Report<'r>) -> Snippet<'r, Annotation<'r>> {
        let text: &'r str = &report.file(self.place.file).text;
        let shown = lines(text, bytes(self.place));
        let first_line = report.line(self.place.file, shown.start);
        let annotations = self.marks.iter().map(|(span, kind, label)| {
            let range = bytes(*span);
            let annotation = kind.span(range.start - shown.start..range.end - shown.start);
            if label.is_empty() { annotation } else { annotation.label(harmless(label)) }
        });
        Snippet::source(harmless(&text[shown.clone()])).line_start(first_line).path(report.path(self.place.file)).annotations(annotations)
    }
}

fn bytes(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

#[cfg(test)]
mod tests {
    use crate::{diagnostic::Diagnostics, reader, report::Report, source::Sources, yaml};
    use insta::assert_snapshot;

    /// The report on one rule file.
    fn report(source: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.add("diabetes/a1c.yaml", source);
        let mut found = Diagnostics::default();
        if let Some(tree) = yaml::parse(file, source, &mut found) {
            reader::read_rule(&tree, &mut found);
        }
        Report::new(&sources, "rules", &found).text(false)
    }

    #[test]
    fn a_rule_without_mistakes_has_a_short_report() {
        assert_snapshot!(report("id: a\nhook: patient-view\nversion: 1.0.0\ndescription: x\n"), @"1 file, no problems");
    }

    #[test]
    fn each_mistake_is_shown_in_its_line() {
        let source = "id: a1c\nhook: patient-view\nversion: 1.0\ntitel: µ-Diabetes\ndescription: x\ncards:\n  - { id: x, summary: y, indicator: info, links: { a: b } }\n";
        assert_snapshot!(report(source));
    }

    #[test]
    fn columns_count_characters() {
        assert!(
            report(
                "id: a\nhook: p\nversion: 1.0.0\ndescription: 'µµ'\ncards: [ { id: \"\\u00b5µ\", summary: µµ, sumary: x, indicator: i } ]\n"
            )
            .contains("rules/diabetes/a1c.yaml:5:40")
        );
    }

    #[test]
    fn related_places_stand_in_the_same_piece() {
        assert_snapshot!(report("id: a\nhook: p\nversion: 1.0.0\ndescription: x\nid: b\n"));
    }

    #[test]
    fn nothing_that_a_terminal_obeys_comes_through() {
        let text = report("id: \"a\\e[31m\"\ntitle: [ x\u{9b}31m\u{202e} ]\n\u{200f}: 3\n");
        assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
        assert!(!text.contains(['\u{202e}', '\u{200f}']), "{text:?}");
    }

    #[test]
    fn the_mark_at_the_start_of_a_file_and_windows_line_ends_are_not_shown() {
        let text = report("\u{feff}idd: a\r\nhook: p\r\nversion: 1.0.0\r\ndescription: x\r\nid: a\r\n");
        assert!(text.contains("rules/diabetes/a1c.yaml:1:1\n") && text.contains("1 | idd: a\n"), "{text}");
    }

    #[test]
    fn a_long_line_is_cut() {
        let text = report(&format!("id: a\ntitel: {}\n", "x".repeat(1_000_000)));
        assert!(text.len() < 10_000);
    }
}
