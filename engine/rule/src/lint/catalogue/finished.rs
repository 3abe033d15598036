//! A rule after it has been compiled, as checks look at it.

use crate::plan::usage::{EntryUsage, Usage};
use engine_syntax::{
    include::Shared,
    model::Rule,
    source::{Sources, Span},
};
use jiff::civil::Date;

/// A finished rule, and what stands around it.
pub(crate) struct FinishedRule<'f> {
    /// As written.
    pub(crate) rule: &'f Rule,
    /// What its names are used for.
    pub(crate) usage: &'f Usage<'f>,
    /// The day, where the caller gives one.
    pub(crate) today: Option<Date>,
    /// The files that rules include.
    pub(crate) shared: &'f Shared,
    /// All files of the folder.
    pub(crate) sources: &'f Sources,
}

impl<'f> FinishedRule<'f> {
    /// Whether a place is in the rule's own file, not in one that it includes.
    pub(super) fn is_own(&self, place: Span) -> bool {
        place.file == self.rule.span.file
    }

    /// The prefetch entries that the rule's own file writes.
    pub(super) fn own_entries(&self) -> impl Iterator<Item = &EntryUsage<'f>> {
        self.usage.entries.iter().filter(|entry| self.is_own(entry.written.name.span()))
    }
}
