//! The functions of expressions, one a file: name, signature, documentation with an example that is its test, what the compiler may count on, code. To add
//! one: the file, and its name in the list below. Nothing outside of its file knows a function by its name.
//!
//! A function is found by name once, when an expression is compiled: its `build` step takes typed arguments and gives the [`Operation`] that runs.

mod accepts;
mod attributes;
mod dosage;
mod elapsed;
mod end;
mod extreme;
mod measure;
mod membership;
mod presence;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use super::typing::{call_site::CallSite, typed_term::TypedTerm};
pub(crate) use accepts::Accepts;
pub(crate) use attributes::{Attributes, Role};

use super::term::flow::Outcome;
use std::ops::RangeInclusive;

/// A function.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is called, and what it gives: `days_since(date) -> number`.
    pub signature: &'static str,
    /// What it does. Markdown.
    pub documentation: &'static str,
    /// An example and what it gives, as it prints.
    pub example: Example,
    /// What it takes.
    pub(crate) parameters: &'static [Parameter],
    /// What the compiler may count on.
    pub(crate) attributes: Attributes,
    /// Types the call and makes its operation; `None` where a mistake has been reported.
    pub(crate) build: fn(&mut CallSite<'_>) -> Option<TypedTerm>,
}

/// An example of a function.
pub struct Example {
    /// The expression.
    pub expression: &'static str,
    /// What it gives, as it prints; `absent` and `unknown` where it gives no value.
    pub result: &'static str,
}

/// What a function takes at one place.
pub(crate) struct Parameter {
    /// What fits.
    pub(crate) accepts: Accepts,
    /// Whether it may be left out.
    pub(crate) is_optional: bool,
    /// It matters only where the first argument turns out so.
    pub(crate) only_where_first: Option<Outcome>,
}

impl Parameter {
    /// One that must be given.
    pub(crate) const fn one(accepts: Accepts) -> Parameter {
        Parameter { accepts, is_optional: false, only_where_first: None }
    }
    /// The same, that may be left out.
    pub(crate) const fn optional(self) -> Parameter {
        Parameter { is_optional: true, ..self }
    }
    /// The same, that matters only where the first argument turns out so.
    pub(crate) const fn only_where_first(self, outcome: Outcome) -> Parameter {
        Parameter { only_where_first: Some(outcome), ..self }
    }
}

impl Function {
    /// How many arguments it takes, at the least and at the most.
    pub(crate) fn argument_counts(&self) -> RangeInclusive<usize> {
        let required = self.parameters.iter().filter(|parameter| !parameter.is_optional).count();
        required..=self.parameters.len()
    }
    /// How it is called: `days_since(date)`.
    pub(crate) fn usage(&self) -> &'static str {
        self.signature.split_once(" -> ").map_or(self.signature, |(usage, _)| usage)
    }
}

/// The function of this name.
pub fn find(name: &str) -> Option<&'static Function> {
    ALL.iter().find(|function| function.name == name).copied()
}

/// The function that other languages call so, whatever the case.
pub(crate) fn find_by_other_name(name: &str) -> Option<&'static Function> {
    let name = name.to_ascii_lowercase();
    ALL.iter().find(|function| function.attributes.other_names.contains(&name.as_str())).copied()
}

/// Declares each function's module and lists its `FUNCTION`.
macro_rules! functions {
    ($($function:ident,)+) => {
        $(mod $function;)+

        /// Every function, by name.
        pub static ALL: &[&Function] = &[$(&$function::FUNCTION),+];
    };
}

functions! {
    abs,
    add_days,
    all_in,
    any_in,
    avg,
    ceil,
    code_in,
    contains,
    contains_text,
    count,
    daily_dose,
    days_between,
    days_since,
    default,
    distinct,
    doses_per_day,
    ends_with,
    exp,
    first,
    floor,
    format_date,
    has_code,
    r#if,
    in_unit,
    join,
    known,
    last,
    ln,
    lookup,
    lower,
    matches,
    max,
    min,
    missing,
    months_since,
    not,
    now,
    present,
    reference,
    round,
    sqrt,
    starts_with,
    sum,
    today,
    trim,
    unit,
    upper,
    value,
    years_since,
}
