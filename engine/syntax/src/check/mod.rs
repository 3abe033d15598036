//! The catalogue of checks. A check is one file in `catalogue/`, named as the check; registering it is one line there.
//!
//! A check is found by the stage that knows: the compiler reports a wrong name, a `lint` function looks at a finished rule. Either way its name, severity,
//! explanation and examples stand in its file, and the examples are its tests.

pub mod catalogue;
mod page;

/// How bad it is. Only errors keep a rule from being served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The rule can't be served.
    Error,
    /// Probably a mistake.
    Warning,
    /// Worth knowing.
    Note,
}

/// A check of the catalogue.
#[derive(Debug)]
pub struct Check {
    /// Kebab-case, explains itself: `unknown-name`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What it means for a patient or a user, and how to mend it. Markdown.
    pub explanation: &'static str,
    /// A rule file with the mistake. Parts that don't matter may be left out: see [`Example`].
    pub wrong: Example,
    /// The same, mended.
    pub right: Example,
}

/// An example of a check.
#[derive(Debug)]
pub enum Example {
    /// A whole rule file.
    Rule(&'static str),
    /// Lines laid over a small right rule (`examples/example.yaml`): top-level keys that replace that rule's own; those of `prefetch` and `values` are added.
    /// `key: null` takes the rule's own away.
    Keys(&'static str),
    /// A value set file.
    ValueSet(&'static str),
    /// A table file.
    Table(&'static str),
    /// A test file.
    Test(&'static str),
    /// What a few lines can't show, in words.
    Words(&'static str),
}
