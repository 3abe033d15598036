//! What the compiler has to say of a file: which check, where, what, and how to fix it.
//!
//! Knows the check and the places. Must never know how a finding is printed.

use crate::{
    check::{Check, Severity},
    source::{FileId, Span},
};
use std::fmt;

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The check that found it.
    pub check: &'static Check,
    /// What is wrong, in one line, without a full stop.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What stands beside the caret; may be empty.
    pub label: String,
    /// Related places, each with what it is.
    pub related: Vec<(Span, String)>,
    /// How to fix it.
    pub help: Vec<String>,
    /// A certain fix: what to put in place of each span.
    pub fix: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A finding of `check` at `span`.
    pub fn new(check: &'static Check, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { check, message: message.into(), span, label: String::new(), related: Vec::new(), help: Vec::new(), fix: Vec::new() }
    }
    /// With words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }
    /// With what was probably meant, beside the caret.
    #[must_use]
    pub fn did_you_mean(self, meant: impl fmt::Display) -> Diagnostic {
        self.label(format!("did you mean `{meant}`?"))
    }
    /// With a related place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push((span, label.into()));
        self
    }
    /// With how to fix it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }
    /// With a certain fix.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix.push((span, replacement.into()));
        self
    }
}

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.check.severity == Severity::Error)
    }
    /// Whether any of those found after the first `count` is an error.
    pub fn has_errors_since(&self, count: usize) -> bool {
        self.found.iter().skip(count).any(|diagnostic| diagnostic.check.severity == Severity::Error)
    }
    /// Whether any of a file is an error.
    pub fn has_errors_in(&self, file: FileId) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.check.severity == Severity::Error && diagnostic.span.file == file)
    }
    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
    /// All, in the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }
    /// The files in which something was found, one for each finding.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        self.found.iter().map(|diagnostic| diagnostic.span.file)
    }
    /// Takes in what another stage found.
    pub fn append(&mut self, other: Diagnostics) {
        self.found.extend(other.found);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}
