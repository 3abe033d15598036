//! Why a search can't be answered, in words for the author of the query.

use std::{error::Error, fmt};

/// Why a search can't be answered. Such a search is never answered with an empty searchset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchError {
    /// Byte range of the parameter in the text that the search was parsed from.
    pub span: (usize, usize),
    /// The parameter as the query writes it, with its modifier: `subject:Patient.name:exact`.
    pub parameter: String,
    /// What was wrong.
    pub reason: SearchErrorReason,
}

/// What was wrong. No value of the query is in it: one may be of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchErrorReason {
    /// The type has no parameter of this name.
    UnknownParameter {
        /// The type.
        resource_type: String,
        /// The name; in a chain, the last one.
        name: String,
        /// The most alike of the type's parameters.
        alike: Option<&'static str>,
    },
    /// The parameter is FHIR's, and can't be searched by here.
    UnsupportedParameter {
        /// The parameter's name.
        name: String,
        /// Completes "can't be searched by here: ".
        because: String,
    },
    /// The modifier doesn't exist, or doesn't apply to this parameter.
    UnsupportedModifier {
        /// Without its colon.
        modifier: String,
        /// What may stand in its place.
        supported: Vec<&'static str>,
    },
    /// A value of the wrong form.
    BadValue {
        /// What is expected, with an example.
        expected: &'static str,
    },
    /// No such resource type.
    UnknownType(String),
    /// A chain, `_has` or `_include` along a parameter that isn't a reference.
    NotAReference(String),
    /// A chain without a type, where no type that it may lead to has the parameter, or several have it.
    ChainType {
        /// The reference parameter.
        reference: String,
        /// The types that have the parameter.
        types: Vec<&'static str>,
    },
    /// A bare id that resources of several types have.
    AmbiguousId,
    /// A value set of `:in` or `:not-in` that isn't known.
    UnknownValueSet(String),
    /// A parameter that shapes the answer, given twice.
    Repeated,
    /// `_summary=text` together with `_include` or `_revinclude`.
    IncludeOfText,
}

impl SearchErrorReason {
    pub(super) fn bad(expected: &'static str) -> SearchErrorReason {
        SearchErrorReason::BadValue { expected }
    }
}

impl fmt::Display for SearchErrorReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SearchErrorReason::UnknownParameter { resource_type, name, alike } => {
                write!(f, "{resource_type} has no search parameter `{name}`")?;
                alike.map_or(Ok(()), |alike| write!(f, "; did you mean `{alike}`?"))
            }
            SearchErrorReason::UnsupportedParameter { name, because } => write!(f, "`{name}` can't be searched by here: {because}"),
            SearchErrorReason::UnsupportedModifier { modifier, supported } if supported.is_empty() => {
                write!(f, "it takes no `:{modifier}`, nor any other modifier")
            }
            SearchErrorReason::UnsupportedModifier { modifier, supported } => {
                let supported: Vec<String> = supported.iter().map(|modifier| format!("`:{modifier}`")).collect();
                write!(f, "it takes no `:{modifier}` here, only {}", supported.join(", "))
            }
            SearchErrorReason::BadValue { expected } => write!(f, "a value is of the wrong form; expected {expected}"),
            SearchErrorReason::UnknownType(name) => write!(f, "`{name}` is no FHIR R4 resource type"),
            SearchErrorReason::NotAReference(name) => write!(f, "`{name}` is no reference parameter, so it leads to no resource"),
            SearchErrorReason::ChainType { reference, types } if types.is_empty() => {
                write!(f, "none of the types that `{reference}` leads to has this parameter")
            }
            SearchErrorReason::ChainType { reference, types } => {
                let choices: Vec<String> = types.iter().map(|name| format!("`{reference}:{name}.…`")).collect();
                write!(f, "several of the types that `{reference}` leads to have this parameter; say which: {}", choices.join(", "))
            }
            SearchErrorReason::AmbiguousId => f.write_str("resources of several types have this id; write `Type/id`"),
            SearchErrorReason::UnknownValueSet(url) => write!(f, "the value set `{url}` isn't known"),
            SearchErrorReason::Repeated => f.write_str("it is given twice, and one must be it"),
            SearchErrorReason::IncludeOfText => {
                f.write_str("`_summary=text` can't be asked for together with `_include` or `_revinclude` (FHIR R4, 3.1.1.5.8)")
            }
        }
    }
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.parameter, self.reason)
    }
}

impl Error for SearchError {}
