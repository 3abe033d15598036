//! What a check is, and the macro that makes a catalogue of checks: `crate::catalogue` of those that look at a file as it is written, and `engine_rule` of
//! those that look at a finished rule or a whole folder. A check is one file, named as the check; registering it is one line in the list beside it.
//!
//! Its name, severity, explanation and examples stand in its file, and the examples are its tests. So does its code, where it looks at a construct that has
//! been read. What only a parser or a compiler can know is reported where that is known, and the check's file says where.

mod page;

pub use page::{closest_name, find, list};

/// Declares the module of each check and lists its `CHECK`. Behind the name of one that looks at a finished construct stands the variant of the caller's
/// `Inspection` that holds its function `check`.
#[macro_export]
macro_rules! checks {
    ($($check:ident $(: $construct:ident)?,)+) => {
        $(pub mod $check;)+

        /// The checks of this catalogue, by name.
        pub static ALL: &[&$crate::check::Check] = &[$(&$check::CHECK),+];

        /// What looks at finished constructs.
        static INSPECTIONS: &[Inspection] = &[$($(Inspection::$construct($check::check),)?)+];
    };
}

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
    /// What it means for a patient or a user, and how to fix it. Markdown.
    pub explanation: &'static str,
    /// A rule file with the mistake. Parts that don't matter may be left out: see [`Example`].
    pub wrong: Example,
    /// The same, fixed.
    pub right: Example,
}

/// An example of a check.
#[derive(Debug)]
pub enum Example {
    /// A whole rule file.
    Rule(&'static str),
    /// Lines laid over a small right rule (`engine/rule/src/lint/examples/example.yaml`): top-level keys that replace that rule's own; those of `prefetch` and `values` are added.
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
