//! Why a text can't be parsed as a query, in words for its author.

use std::{error::Error, fmt};

/// Why a text can't be parsed as a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Byte range in the text.
    pub span: (usize, usize),
    /// What was wrong.
    pub reason: QueryErrorReason,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryErrorReason {
    /// Nothing there.
    Empty,
    /// What stands where the resource type belongs.
    UnknownResourceType(String),
    /// `Patient/123/Observation`: more than a type and an id.
    CompartmentPath,
    /// `Patient/123/$everything`, `Patient/_search`
    Operation,
    /// `Patient/123/_history`
    History,
    /// `https://…` or `/Patient/123`: a query is relative to the FHIR server's base.
    Absolute,
    /// `code=`, `code` or `code=a,,b`
    MissingValue {
        /// The parameter's name.
        parameter: String,
    },
    /// A `%` that isn't followed by two hexadecimal digits, or bytes that aren't UTF-8.
    BadPercentEncoding,
    /// An id that FHIR's grammar of ids doesn't allow.
    BadId,
    /// `Patient/123?name=…`: a read takes no parameters.
    ParametersOfRead,
    /// A name that can't be a parameter's: `_has:Observation:patient` without its last part.
    BadParameterName(String),
    /// No resource type, or an empty parameter.
    Malformed,
}

impl fmt::Display for QueryErrorReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QueryErrorReason::Empty => f.write_str("the query is empty; write `Type/id` or `Type?parameter=value`"),
            QueryErrorReason::UnknownResourceType(name) => write!(f, "`{name}` is no FHIR R4 resource type"),
            QueryErrorReason::CompartmentPath => {
                f.write_str("a query names one type and at most an id; for what a patient has, write `Observation?patient=…`")
            }
            QueryErrorReason::Operation => {
                f.write_str("operations can't be asked for; write a read `Type/id` or a search `Type?parameter=value`")
            }
            QueryErrorReason::History => f.write_str("history can't be asked for; a read `Type/id` gives the current version"),
            QueryErrorReason::Absolute => f.write_str("a query is relative to the FHIR server; leave out all before the resource type"),
            QueryErrorReason::MissingValue { parameter } => {
                write!(f, "`{parameter}` lacks a value; write `{parameter}=value`, or leave it out")
            }
            QueryErrorReason::BadPercentEncoding => {
                f.write_str("`%` must be followed by two hexadecimal digits of UTF-8; for a percent sign itself write `%25`")
            }
            QueryErrorReason::BadId => f.write_str("an id is 1 to 64 letters, digits, `-` and `.`"),
            QueryErrorReason::ParametersOfRead => f.write_str("a read takes no parameters; to search by id write `Type?_id=…`"),
            QueryErrorReason::BadParameterName(name) => write!(f, "`{name}` is no parameter name"),
            QueryErrorReason::Malformed => f.write_str("this is no query; write `Type/id` or `Type?parameter=value&parameter=value`"),
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl Error for QueryError {}
