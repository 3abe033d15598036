//! What can be wrong with the text of a path, and where in it.
//!
//! Knows JSONPath and the mistakes that people make in it. Must never know of FHIR's elements or of diagnostics.

use std::{error::Error, fmt, ops::Range};

/// Why a text isn't a path that may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathError {
    /// Where it is wrong, as a byte range of the path's text.
    pub(crate) place: Range<usize>,
    /// What is wrong there.
    pub(crate) fault: Fault,
}

/// What is wrong with a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It doesn't begin with `$`.
    NoRoot,
    /// RFC 9535 doesn't allow what stands there.
    Unexpected,
    /// It ends too early.
    Unfinished,
    /// A bracket or a quote that nothing closes.
    Unclosed,
    /// It is FHIRPath: `.where(…)`, `.first()`.
    FhirPath,
    /// `=` where `==` is meant.
    SingleEquals,
    /// A path that may give several nodes, in a comparison.
    SeveralCompared,
    /// A bare word in brackets.
    Unquoted,
    /// A function that RFC 9535 doesn't have.
    UnknownFunction(String),
    /// `length`, `count` or `value` where something true or false is needed.
    NotATest(String),
    /// `length()` of a path that may give several nodes.
    Several,
    /// A pattern that is not a regular expression, or comes out of data.
    Pattern,
    /// More steps, descents or nested filters than could be run in good time.
    TooBroad,
}

impl fmt::Display for PathError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(formatter)
    }
}

impl Error for PathError {}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoRoot => formatter.write_str("a path starts with `$`"),
            Fault::Unexpected => formatter.write_str("a path can't have that there"),
            Fault::Unfinished => formatter.write_str("the path ends too early"),
            Fault::Unclosed => formatter.write_str("a bracket or a quote is never closed"),
            Fault::FhirPath => formatter.write_str("this is FHIRPath; paths here are JSONPath"),
            Fault::SingleEquals => formatter.write_str("`=` compares nothing"),
            Fault::SeveralCompared => formatter.write_str("what may be several things can't be compared"),
            Fault::Unquoted => formatter.write_str("a word in brackets needs quotes"),
            Fault::UnknownFunction(name) => write!(formatter, "JSONPath has no function `{name}`"),
            Fault::NotATest(name) => write!(formatter, "`{name}(…)` gives a value, and a filter needs something true or false"),
            Fault::Several => formatter.write_str("`length(…)` needs a path that gives one thing"),
            Fault::Pattern => formatter.write_str("this is no pattern that can be matched"),
            Fault::TooBroad => formatter.write_str("this path could take very long"),
        }
    }
}
