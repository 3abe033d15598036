//! A FHIR read or search as a value (FHIR R4, 3.1.0 and 3.1.1).

use crate::types::TypeDefinition;

/// A read or a type-level search. `V` is what stands for a value: text, or text with holes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query<V = String> {
    /// `Type/id`
    Read { resource_type: &'static TypeDefinition, id: V },
    /// `Type?parameter=value&…`
    Search(Search<V>),
}

/// A type-level search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search<V = String> {
    /// The type searched.
    pub resource_type: &'static TypeDefinition,
    /// In the order written. What repeats is "and".
    pub parameters: Vec<Parameter<V>>,
}

/// One `name:modifier=value,value`, percent-decoding undone. Values separated by commas are "or".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter<V = String> {
    /// The name before any modifier, chains and `_has` included as written: `code`, `subject:Patient.name`, `_has:Observation:patient:code`.
    pub name: String,
    /// The modifier, without its colon.
    pub modifier: Option<String>,
    /// FHIR's escapes (`\,` `\|` `\$` `\\`) are kept in each.
    pub values: Vec<V>,
    /// Byte range of the whole parameter in the text it was parsed from.
    pub span: (usize, usize),
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Byte range in the text.
    pub span: (usize, usize),
    /// What was wrong.
    pub reason: QueryErrorReason,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum QueryErrorReason {
    Empty,
    UnknownResourceType(String),
    CompartmentPath,
    Operation,
    History,
    Absolute,
    MissingValue { parameter: String },
    BadPercentEncoding,
    Malformed,
}

impl Query<String> {
    /// Parses a query relative to a FHIR server's base.
    pub fn parse(text: &str) -> Result<Query<String>, QueryError> {
        let _ = text;
        todo!()
    }
    /// As a relative URL, percent-encoded.
    pub fn to_url(&self) -> String {
        todo!()
    }
}

impl<V> Query<V> {
    /// The type read or searched.
    pub fn resource_type(&self) -> &'static TypeDefinition {
        match self {
            Query::Read { resource_type, .. } => resource_type,
            Query::Search(search) => search.resource_type,
        }
    }
    /// The same query over other values; one value may become several, or none (then the parameter has none).
    pub fn map_values<W>(&self, read: impl FnOnce(&V) -> W, values: impl FnMut(&V) -> Vec<W>) -> Query<W> {
        let _ = (read, values);
        todo!()
    }
}
