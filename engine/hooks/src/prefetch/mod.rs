//! Prefetch templates: a FHIR query with tokens (CDS Hooks 2.0.1 "Prefetch Template", and 3.0's on trial).
//!
//! Knows what a template asks for, and how a token's value enters a query. Must never know of scopes, nor fetch anything.
//! A token's value enters the parsed query as one value (or several, joined by "or"), so that nothing in a request can
//! change what is asked: ids must fit FHIR's grammar, anything else is escaped. All parsing is done once, by [`Template::parse`].
//!
//! ```text
//! text ──parse──> tokens, query of parts ──with_codes──> query of slots ──fill──> query of values
//! ```

mod codes;
mod element;
mod error;
mod fill;
mod parse;
mod path;
mod placeholder;
mod publish;
mod resolve;
mod slot;
mod token;
mod walk;

use engine_fhir::{Node, date::Clock, query::Query};
use slot::Slot;

pub use error::{FillError, PathErrorReason, TemplateError, TemplateErrorReason, UnknownValueSetError};
pub use token::{ElementPath, Operand, PathToken, Root, Step, StepKind, TemplatePart, Term, Token};

/// A parsed template: a query whose values are text and tokens.
#[derive(Clone, Debug)]
pub struct Template {
    text: String,
    tokens: Vec<PlacedToken>,
    query: Query<Vec<TemplatePart>>,
    slots: Query<Slot>,
}

/// A token and where it stands.
#[derive(Clone, Debug)]
struct PlacedToken {
    token: Token,
    /// Byte range of the template's text, braces included.
    span: (usize, usize),
}

/// What tokens are filled from.
#[derive(Clone, Copy)]
pub struct Values<'v, 'd> {
    /// The hook's context.
    pub context: Node<'d>,
    /// Earlier prefetch results by name: `Some(None)` if the query was made and found nothing, `None` if the result isn't known yet.
    pub entry: &'v dyn Fn(&str) -> Option<Option<Node<'d>>>,
    /// Resources and Bundles in which `resolve()` follows references, besides the context and the token's own entry.
    pub resources: &'v [Node<'d>],
    /// The clock for `today()`.
    pub clock: &'v Clock,
}

/// The result of filling a template.
#[derive(Clone, PartialEq, Eq)]
pub enum Filled {
    /// The query. A value that depends on an entry that isn't known yet is `None`.
    Query(Query<Option<String>>),
    /// A token has no value, so there is no query to make.
    NoValue {
        /// The token without a value.
        token: String,
    },
    /// `resolve()` leads to resources that are not at hand, and more than their type and id is asked of them. Once they
    /// are in [`Values::resources`], the template can be filled.
    Unresolved {
        /// `Type/id`, each once.
        references: Vec<String>,
    },
}

/// Leaves out the values, which may be a patient's.
impl std::fmt::Debug for Filled {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Filled::Query(query) => write!(formatter, "Query({} ..)", query.resource_type().name),
            Filled::NoValue { token } => write!(formatter, "NoValue({token})"),
            Filled::Unresolved { references } => write!(formatter, "Unresolved({} references)", references.len()),
        }
    }
}

impl Template {
    /// Parses a template.
    pub fn parse(text: &str) -> Result<Template, Vec<TemplateError>> {
        parse::template(text)
    }

    /// The template as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The query, its values still with tokens.
    pub fn query(&self) -> &Query<Vec<TemplatePart>> {
        &self.query
    }

    /// Every token with its byte range in the text, braces included.
    pub fn tokens(&self) -> Vec<(&Token, (usize, usize))> {
        self.tokens.iter().map(|placed| (&placed.token, placed.span)).collect()
    }

    /// The names of the entries whose results it uses (`%name`), each once.
    pub fn depends_on(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.tokens.iter().flat_map(|placed| placed.token.entries()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// `{{codes.NAME}}` replaced by the codes that `find` gives for the name (each `system|code`, FHIR-escaped); the first unknown name is the error.
    pub fn with_codes(self, find: impl Fn(&str) -> Option<Vec<String>>) -> Result<Template, UnknownValueSetError> {
        codes::replace(self, find)
    }

    /// The template as discovery publishes it: `{{codes.NAME}}` must have been replaced. `{{context.userId}}` in place of an id is
    /// published as the token for the id alone, since clients fill it with its type.
    pub fn published(&self) -> String {
        publish::published(&self.slots)
    }

    /// The query of one call.
    pub fn fill(&self, values: Values<'_, '_>) -> Result<Filled, FillError> {
        fill::fill(&self.slots, values)
    }

    /// The query as far as it is known before any call: `{{context.patientId}}` is `patient_id`, and every other token is a value that isn't known.
    /// It shows which scopes a rule requires, and whether the query is confined to the patient.
    pub fn outline(&self, patient_id: &str) -> Query<Option<String>> {
        fill::outline(&self.slots, patient_id)
    }
}

#[cfg(test)]
mod tests;
