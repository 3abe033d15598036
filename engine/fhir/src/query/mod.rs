//! A FHIR read or search as a value (FHIR R4, 3.1.0 and 3.1.1).
//!
//! Knows the grammar of queries and of parameter names, and looks names up once, when a query is parsed. Must never know who may ask, or what
//! answers.

mod error;
pub mod escape;
mod name;
mod parse;
mod url;

pub use error::{QueryError, QueryErrorReason};
pub use name::{Include, ParameterName, ResultParameter};

use crate::{search_parameter::SearchParameter, types::TypeDefinition};

/// A read or a type-level search. `V` is what stands for a value: text, or text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query<V = String> {
    /// `Type/id`
    Read {
        /// The type read.
        resource_type: &'static TypeDefinition,
        /// The resource's id.
        id: V,
    },
    /// `Type?parameter=value&…`
    Search(Search<V>),
}

/// A type-level search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search<V = String> {
    /// The type searched.
    pub resource_type: &'static TypeDefinition,
    /// The parameters in the order written, joined by "and".
    pub parameters: Vec<Parameter<V>>,
}

/// One `name:modifier=value,value`, percent-decoding undone. Values separated by commas are "or".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter<V = String> {
    /// The name before any modifier, chains and `_has` included as written: `code`, `subject:Patient.name`, `_has:Observation:patient:code`.
    pub name: String,
    /// The modifier, without its colon.
    pub modifier: Option<String>,
    /// The values, with FHIR's escapes (`\,` `\|` `\$` `\\`). A parsed parameter has at least one value, and no value is empty.
    pub values: Vec<V>,
    /// Byte range of the whole parameter in the text it was parsed from.
    pub span: (usize, usize),
    /// The search parameter of this name; `None` for a chain, `_sort` and the like, or a name that the type doesn't have.
    pub definition: Option<&'static SearchParameter>,
}

impl Query<String> {
    /// Parses a query relative to a FHIR server's base. White space around it and around each parameter is dropped, so that it may be folded
    /// over lines. Private-use characters may stand in ids and values.
    pub fn parse(text: &str) -> Result<Query<String>, QueryError> {
        parse::query(text)
    }

    /// As a relative URL, percent-encoded: parsed again it is the same query.
    pub fn to_url(&self) -> String {
        url::of(self)
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

    /// The same query over other values. One value may become several values or no value; a parameter may end up without any.
    pub fn map_values<W, I: IntoIterator<Item = W>>(&self, read: impl FnOnce(&V) -> W, mut values: impl FnMut(&V) -> I) -> Query<W> {
        match self {
            Query::Read { resource_type, id } => Query::Read { resource_type, id: read(id) },
            Query::Search(search) => Query::Search(Search {
                resource_type: search.resource_type,
                parameters: search
                    .parameters
                    .iter()
                    .map(|parameter| parameter.with_values(parameter.values.iter().flat_map(&mut values).collect()))
                    .collect(),
            }),
        }
    }
}

impl Parameter<String> {
    /// Parses `name=value&…` alone, as a search has it after its `?`. Without a type, no parameter has a definition.
    pub fn parse_all(text: &str) -> Result<Vec<Parameter<String>>, QueryError> {
        parse::parameters(text, 0, None)
    }
}

impl<V> Parameter<V> {
    /// What the name is: plain, a chain, `_has`, `_include` …
    pub fn parsed_name(&self) -> ParameterName<'_> {
        ParameterName::parse(&self.name)
    }

    /// The same parameter with other values.
    pub fn with_values<W>(&self, values: Vec<W>) -> Parameter<W> {
        let Parameter { name, modifier, span, definition, .. } = self;
        Parameter { name: name.clone(), modifier: modifier.clone(), values, span: *span, definition: *definition }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_map_to_one_several_or_none() {
        let query = Query::parse("Observation?code=one,two,none&_count=5").unwrap();
        let mapped = query.map_values(String::len, |value| match value.as_str() {
            "two" => vec![1, 2],
            "none" => vec![],
            other => vec![other.len()],
        });
        let Query::Search(search) = mapped else { panic!("a search stays one") };
        assert_eq!(search.parameters[0].values, [3, 1, 2]);
        assert_eq!(search.parameters[1].values, [1]);
    }

    #[test]
    fn the_id_of_a_read_maps_too() {
        let query = Query::parse("Patient/123").unwrap().map_values(|id| Some(id.clone()), |_| None);
        assert_eq!(query, Query::Read { resource_type: crate::types::resource("Patient").unwrap(), id: Some("123".to_owned()) });
    }
}
