//! What the names of a compiled rule are used for. Checks of finished rules ask it.
//!
//! Knows which names something asked for while the rule was compiled. Must never know what of it is a mistake.

use engine_syntax::{
    model,
    source::{Span, Text},
};

/// What a rule's values and prefetch entries are used for, those of included files too.
#[derive(Debug)]
pub(crate) struct Usage<'r> {
    /// Its values, in the file's order.
    pub(crate) values: Vec<ValueUsage<'r>>,
    /// Its prefetch entries; none where one could not be compiled.
    pub(crate) entries: Vec<EntryUsage<'r>>,
}

/// What a value is used for.
#[derive(Debug)]
pub(crate) struct ValueUsage<'r> {
    /// Its name.
    pub(crate) name: &'r Text,
    /// Whether something reads it.
    pub(crate) is_used: bool,
}

/// What a prefetch entry is used for.
#[derive(Debug)]
pub(crate) struct EntryUsage<'r> {
    /// As written.
    pub(crate) written: &'r model::Prefetch,
    /// Whether an expression or a value reads it.
    pub(crate) is_used: bool,
    /// Whether another query takes an id from it.
    pub(crate) is_read_by_another: bool,
    /// Whether it gives resources that are asked for because references lead to them.
    pub(crate) may_be_followed: bool,
    /// The only place that reads it, where that reads no more than one of its resources.
    pub(crate) only_read_of_one: Option<Span>,
}
