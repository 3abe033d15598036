//! A YAML text as a tree with spans. Parsing never fails: it gives what it could read, and diagnostics.
//!
//! Knows YAML's grammar through its parser alone. Must never know what a key means: that is `language`.
//! Whatever the text, it ends soon, on a bounded stack and in bounded memory.

mod member;
mod place;
mod split_text;
mod syntax;
mod tree;

use crate::{
    catalogue,
    diagnostic::{Diagnostic, Diagnostics},
    source::{FileId, Span, Text, span},
};
use std::{borrow::Cow, ops::Range};
use syntax::Slip;
use tree::Stop;

/// The largest file that is read, in bytes: a value set of some 200,000 codes.
pub const LARGEST_FILE: usize = 10 << 20;

/// How many syntax errors are stepped over before the rest of the file is left unread.
const MOST_SLIPS: usize = 20;

/// A YAML node.
#[derive(Clone, Debug)]
pub enum Yaml {
    /// A scalar. `style` tells whether `true`, `7` and `null` are words or values.
    Scalar {
        /// Its characters and where they stand.
        text: Text,
        /// How it was written.
        style: Style,
    },
    /// A sequence.
    Sequence {
        /// Its elements.
        elements: Vec<Yaml>,
        /// From the first to the last element.
        span: Span,
    },
    /// A mapping, in the order written; duplicate keys have been reported and the first kept.
    Mapping {
        /// Keys and values.
        members: Vec<(Text, Yaml)>,
        /// From the first key to the last value.
        span: Span,
    },
    /// What could not be read; it has been reported, so nothing more is said of it.
    Unreadable(Span),
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: YAML's core schema decides what it is.
    Plain,
    /// In single or double quotes: text.
    Quoted,
    /// `|` or `>`: text.
    Block,
}

impl Yaml {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Yaml::Scalar { text, .. } => text.span(),
            Yaml::Sequence { span, .. } | Yaml::Mapping { span, .. } | Yaml::Unreadable(span) => *span,
        }
    }

    /// Whether it is `null` or `~`, without quotes.
    pub fn is_null(&self) -> bool {
        matches!(self, Yaml::Scalar { text, style: Style::Plain } if matches!(text.as_str(), "null" | "Null" | "NULL" | "~"))
    }

    /// What it is, as messages name it: "text", "a list".
    pub fn describe(&self) -> &'static str {
        match self {
            Yaml::Scalar { .. } if self.is_null() => "null",
            Yaml::Scalar { .. } => "text",
            Yaml::Sequence { .. } => "a list",
            Yaml::Mapping { .. } => "a mapping",
            Yaml::Unreadable(_) => "something unreadable",
        }
    }
}

/// Parses `text`; everything wrong with it as YAML (syntax, tags, duplicate keys, a bomb of aliases, several documents, a member without a value) goes to `diagnostics`.
pub fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Yaml> {
    if text.len() > LARGEST_FILE {
        diagnostics.push(too_large(file, text.len()));
        return None;
    }
    let mut covered = Covered::new(text);
    loop {
        match tree::build(file, text, &covered.text, &covered.ranges) {
            Ok((root, found)) => {
                diagnostics.append(found);
                return root;
            }
            Err(Stop::Reported(found)) => {
                diagnostics.append(found);
                return None;
            }
            Err(Stop::Syntax(error)) => {
                let Slip { diagnostic, cover } = syntax::explain(file, text, &error);
                diagnostics.push(diagnostic);
                if !cover.is_some_and(|range| covered.cover(range)) {
                    return None;
                }
            }
        }
    }
}

/// The comments of a file that is YAML, `#` included; of one that isn't, those before the place where it stops being.
pub fn comments(file: FileId, text: &str) -> Vec<Span> {
    if text.len() > LARGEST_FILE {
        return Vec::new();
    }
    tree::comments(file, text)
}

/// The text with the values that broke its grammar overwritten, byte for byte, so that what follows them can be read in its place.
struct Covered<'t> {
    text: Cow<'t, str>,
    ranges: Vec<Range<usize>>,
}

impl<'t> Covered<'t> {
    fn new(text: &'t str) -> Covered<'t> {
        Covered { text: Cow::Borrowed(text), ranges: Vec::new() }
    }

    /// Covers `range`; false if that leads nowhere.
    fn cover(&mut self, range: Range<usize>) -> bool {
        let is_new = self.ranges.iter().all(|known| range.end <= known.start || known.end <= range.start);
        if !is_new || range.is_empty() || self.ranges.len() >= MOST_SLIPS || self.text.get(range.clone()).is_none() {
            return false;
        }
        self.text.to_mut().replace_range(range.clone(), &"x".repeat(range.len()));
        self.ranges.push(range);
        true
    }
}

fn too_large(file: FileId, length: usize) -> Diagnostic {
    let message = format!("the file has {} MB; the most that is read is {} MB", length >> 20, LARGEST_FILE >> 20);
    Diagnostic::new(&catalogue::file_too_large::CHECK, span(file, 0..0), message)
        .help("split a large value set or table, or move the file out of the rules folder if it is not a rule")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// The checks that fire on `source`, each with the text that it points at.
    fn findings(source: &str) -> Vec<(&'static str, String)> {
        let mut sources = Sources::default();
        let file = sources.add("rule.yaml", source);
        let mut found = Diagnostics::default();
        parse(file, source, &mut found);
        found.iter().map(|found| (found.check.name, source[found.span.start as usize..found.span.end as usize].to_owned())).collect()
    }

    fn finding(check: &'static str, at: &str) -> Vec<(&'static str, String)> {
        vec![(check, at.to_owned())]
    }

    #[test]
    fn what_yaml_misreads_is_reported_where_it_stands() {
        assert_eq!(findings("when: !missing(x) && y\n"), finding("yaml-tag", "!missing(x)"));
        assert_eq!(findings("when: !(age > 3)\n"), finding("yaml-tag", "!"));
        assert_eq!(findings("any: [ x, !(y > 1) ]\n"), finding("yaml-tag", "!"));
        assert_eq!(findings("summary: {{ x }}\n"), finding("unquoted-template", "{{ x }}"));
        assert_eq!(findings("summary: {{ x }} days\n"), finding("unquoted-template", "{{ x }}"));
        assert_eq!(findings("cards: [ { summary: {{ x }} } ]\n"), finding("unquoted-template", "{{ x }}"));
        assert_eq!(findings("summary: Diabetes: overdue\n"), finding("yaml-syntax", ":"));
        assert_eq!(findings("title: @home\n"), finding("yaml-syntax", "@home"));
        assert_eq!(findings("title: 'it' is\n"), finding("yaml-syntax", "'it' is"));
        assert_eq!(findings("a: { path: $.entry[0].id, as: text }\n"), finding("yaml-syntax", "{ path: $.entry[0].id, as: text }"));
        assert_eq!(findings("a:\n\tb: 1\n"), finding("yaml-syntax", "b"));
        assert_eq!(findings("a: \"never closed\nb: 1\n"), finding("yaml-syntax", "\""));
        assert_eq!(findings("a: *b\n"), finding("yaml-alias", "*b"));
        assert_eq!(findings("a: 1\n---\nb: 2\n"), finding("several-documents", "---"));
        assert_eq!(findings("a: 1\nb:\nc: 3\n"), finding("empty-value", "b"));
        assert_eq!(findings("a:\n  - 1\n  -\n"), finding("empty-value", ""));
        assert_eq!(findings("a: 1\nb: 2\na: 3\n"), finding("duplicate-key", "a"));
        assert_eq!(findings("# nothing\n"), finding("empty-value", ""));
    }

    #[test]
    fn a_comment_that_cuts_a_text_is_told_from_one_that_does_not() {
        assert_eq!(findings("title: Room #2 # left\n"), finding("comment-cuts-text", "#2 # left"));
        assert_eq!(findings("title: Room # left\nhook: 'a' #b\nid: a#b\n# x\n#y\n"), []);
    }

    #[test]
    fn a_slip_does_not_hide_the_next() {
        let found = findings("when: !(age > 3)\ntitle: A: b\nsummary: {{ x }} days\nsource: {{ y }}\nid:\n");
        let checks: Vec<_> = found.iter().map(|(check, _)| *check).collect();
        assert_eq!(checks, ["yaml-tag", "yaml-syntax", "unquoted-template", "unquoted-template", "empty-value"]);
    }

    #[test]
    fn a_text_behind_a_tag_is_read_as_it_was_meant() {
        let mut found = Diagnostics::default();
        let Some(Yaml::Mapping { members, .. }) = parse(FileId(0), "when: !missing(x) && y\n", &mut found) else { panic!("a mapping") };
        let Yaml::Scalar { text, .. } = &members[0].1 else { panic!("a text") };
        assert_eq!(text.as_str(), "!missing(x) && y");
    }

    #[test]
    fn null_is_a_value_and_nothing_is_none() {
        assert_eq!(findings("a: null\nb: ~\nc: ''\n"), []);
    }

    #[test]
    fn hostile_files_end_soon_with_a_diagnostic() {
        let bomb: String = std::iter::once("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned())
            .chain((1..30).map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(","))))
            .collect();
        assert_eq!(findings(&bomb), finding("too-complex", ""));
        assert_eq!(findings(&"[".repeat(100_000))[0].0, "too-complex");
        assert_eq!(findings(&(0..1000).map(|depth| " ".repeat(depth) + "a:\n").collect::<String>())[0].0, "too-complex");
        assert_eq!(findings(&"- a\n".repeat(1_100_000)), finding("too-complex", ""));
        assert_eq!(findings(&"x".repeat(LARGEST_FILE + 1)), finding("file-too-large", ""));
        assert_eq!(findings("a: b\0c\n")[0].0, "yaml-syntax");
        assert_eq!(findings("a: &a [*a]\n"), finding("yaml-alias", "*a"));
    }
}
