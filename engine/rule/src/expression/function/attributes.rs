//! What is known of a function's calls by the function alone, before any of them is answered. Other compilers call these function attributes.
//!
//! Knows numbers and outcomes. Must never know which functions have which attributes: that stands in the function's own file.

use crate::expression::term::flow::Outcome;
use engine_fhir::Decimal;

/// What the compiler may count on, and what it says to an author.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attributes {
    /// What its calls do with the truth and the presence of their arguments.
    pub(crate) role: Role,
    /// The least number that it gives.
    pub(crate) least: Option<Decimal>,
    /// Whether the numbers that it gives are whole.
    pub(crate) is_whole: bool,
    /// Its names in other languages, in small letters.
    pub(crate) other_names: &'static [&'static str],
    /// What an author may have wanted who gives it a wrong number of arguments.
    pub(crate) argument_count_help: Option<&'static str>,
}

/// What calls of a function do with the truth and the presence of their arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// They compute a value, which is unknown where an argument that they need is missing.
    Computation,
    /// They ask whether their arguments are present. Where they turn out as `present_if` says, the arguments are.
    PresenceTest { present_if: Option<Outcome> },
    /// They are the opposite of their one argument, as `!` is.
    Negation,
    /// Their first argument is a condition that decides which of the others is their value.
    Conditional,
}

impl Attributes {
    /// Those of most functions.
    pub(crate) const NONE: Attributes =
        Attributes { role: Role::Computation, least: None, is_whole: false, other_names: &[], argument_count_help: None };
}
